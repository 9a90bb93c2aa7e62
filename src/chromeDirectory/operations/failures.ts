/** Failures of single browsers, in methods that go on after them. */
import { TesseraError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { isAboutUnit } from "../hints.js";

/** Browsers that something could not be done with. */
export interface ChromeBrowserFailure {
  /** Their `deviceId`. */
  ids: string[];
  /**
   * Why. It may have been done nevertheless if the response was lost. An error that every further request would meet,
   * such as one of the credential, stands for those that were therefore not tried, too.
   */
  error: TesseraError;
}

/** The error of a request as one to report. @throws What ends the whole method: the caller's signal, or a fault. */
export function reportable(error: unknown, options: CallOptions | undefined): TesseraError {
  if (!(error instanceof TesseraError) || isAbortReason(error, options)) throw error;
  return error;
}

/** Whether every further request would meet the same error. A refused credential is not tried again. */
export function isLasting(error: TesseraError): boolean {
  const { kind, status, vendorMessage: message = "" } = error;
  return (
    ["unauthenticated", "permission_denied", "rate_limited", "client"].includes(kind) ||
    isAboutUnit({ status, message })
  );
}
