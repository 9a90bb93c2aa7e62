/** `virtualFolderClasses`: classes of virtual folders. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsVirtualFolderClass,
  type FlowerDocsVirtualFolderClassInput,
  virtualFolderClassInputSchema,
  virtualFolderClassSchema,
} from "../schemas/componentClass.js";

const verbs = listedEndpoints<FlowerDocsVirtualFolderClass, FlowerDocsVirtualFolderClassInput>(
  "virtualFolderClasses",
  "virtualfolderclass",
  {
    response: virtualFolderClassSchema,
    input: virtualFolderClassInputSchema,
    category: "VIRTUAL_FOLDER",
  },
);

export const virtualFolderClassesEndpoints = verbs.endpoints;

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
    return verbs;
  }
}
