/** `folderClasses`: classes of folders. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsFolderClass,
  type FlowerDocsFolderClassInput,
  folderClassInputSchema,
  folderClassSchema,
} from "../schemas/componentClass.js";

const verbs = listedEndpoints<FlowerDocsFolderClass, FlowerDocsFolderClassInput>("folderClasses", "folderclass", {
  response: folderClassSchema,
  input: folderClassInputSchema,
  category: "FOLDER",
});

export const folderClassesEndpoints = verbs.endpoints;

/**
 * Classes of folders.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/folderClass
 */
export class FlowerDocsFolderClasses extends ListedObjects<FlowerDocsFolderClass, FlowerDocsFolderClassInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
