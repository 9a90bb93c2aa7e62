/** Without Node there are no files. */
import { TesseraError } from "./errors.js";
import type { Store } from "./store.js";

export function fileStore(): Store {
  throw new TesseraError("`fileStore()` needs Node; pass a store of your own.", { code: "ERR_TESSERA_STORE" });
}
