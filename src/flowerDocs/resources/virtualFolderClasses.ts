/** `virtualFolderClasses`: classes of virtual folders. */
import { listEndpoint, objectEndpoints } from "../objects/endpoints.js";
import { ListedObjects } from "../objects/listed.js";
import {
  type FlowerDocsVirtualFolderClass,
  type FlowerDocsVirtualFolderClassInput,
  virtualFolderClassInputSchema,
  virtualFolderClassSchema,
} from "../schemas/componentClass.js";

const verbs = objectEndpoints<FlowerDocsVirtualFolderClass, FlowerDocsVirtualFolderClassInput>(
  "virtualFolderClasses",
  "virtualfolderclass",
  {
    response: virtualFolderClassSchema,
    input: virtualFolderClassInputSchema,
    category: "VIRTUAL_FOLDER",
  },
);
const listed = {
  ...verbs,
  endpoints: {
    ...verbs.endpoints,
    list: listEndpoint("virtualFolderClasses", "virtualfolderclass", virtualFolderClassSchema),
  },
};

export const virtualFolderClassesEndpoints = listed.endpoints;

/**
 * Classes of virtual folders.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/virtualFolderClass
 */
export class FlowerDocsVirtualFolderClasses extends ListedObjects<
  FlowerDocsVirtualFolderClass,
  FlowerDocsVirtualFolderClassInput
> {
  /** @internal */
  protected override get verbs() {
    return listed;
  }
}
