/** Errors that are a "no": the user is not authenticated, or not any more. */
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { saysNotAuthenticated } from "../errors/classify.js";
import { AdobePassError } from "../errors/error.js";

/** No error of REST v2 comes without a code, and the codes that say so all send the user to sign in. */
export function isDenial(error: unknown, options: CallOptions | undefined): error is AdobePassError {
  if (isAbortReason(error, options) || !(error instanceof AdobePassError)) return false;
  return error.action === "authentication" && saysNotAuthenticated(error, []);
}
