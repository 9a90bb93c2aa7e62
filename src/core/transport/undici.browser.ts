/** In place of the transport over undici, where there is no Node. */
import { invalidParam } from "../errors.js";

/** @throws An {@link InvalidParamsError}, always. */
export function undiciTransport(): never {
  return invalidParam("transport", "cannot be undiciTransport() without Node; the default here is fetchTransport()");
}
