/** Without Node there are no paths, and what is streamed cannot be sent everywhere. */
import { invalidParam } from "../../core/errors.js";
import type { Content } from "./multipart.js";

export async function pathContent(_: string, param: string): Promise<Content> {
  return invalidParam(param, "needs Node: give the bytes or the `Blob` as `content`");
}

export async function blobContent(blob: Blob): Promise<Content> {
  return new Uint8Array(await blob.arrayBuffer());
}
