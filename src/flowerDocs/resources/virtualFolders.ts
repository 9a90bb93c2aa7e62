/** `virtualFolders`: virtual folders, whose content is a search. */
import {
  type FlowerDocsVirtualFolder,
  type FlowerDocsVirtualFolderInput,
  virtualFolderInputSchema,
  virtualFolderSchema,
} from "../schemas/component.js";
import { searchable } from "../search/verbs.js";
import { Components } from "./components.js";

const verbs = searchable<FlowerDocsVirtualFolder, FlowerDocsVirtualFolderInput>("virtualFolders", "virtualFolder", {
  response: virtualFolderSchema,
  input: virtualFolderInputSchema,
  category: "VIRTUAL_FOLDER",
});

export const virtualFoldersEndpoints = verbs.endpoints;

/**
 * Virtual folders, whose content is a search.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/virtualFolder
 */
export class FlowerDocsVirtualFolders extends Components<FlowerDocsVirtualFolder, FlowerDocsVirtualFolderInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /** @internal */
  protected override get category() {
    return "VIRTUAL_FOLDER" as const;
  }
}
