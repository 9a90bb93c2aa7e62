/** What endpoints share that send files. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { sharedDeadline } from "../../core/steps.js";
import { multipart, type Part } from "./multipart.js";

/** What an endpoint states whose body is `multipart/form-data`. */
export const MULTIPART = { body: "form", sends: "bytes", header: ["content-type"] } as const;

/** The parameters of a request with such a body. */
export function form(...parts: readonly Part[]) {
  const { contentType, body } = multipart(parts);
  return { form: body, "content-type": contentType };
}

/** Returns a function that gives the options of the next call. Without a deadline, an upload takes the time it needs. */
export function uploadOptions(context: ClientContext, options: CallOptions = {}): () => CallOptions {
  const isLimited = (options.deadlineMs ?? context.deadlineMs) !== undefined;
  return isLimited ? sharedDeadline(context, options) : () => options;
}
