/** Content that is read from elsewhere: files of the disk, and Blobs. */
import { invalidParam } from "../../core/errors.js";
import type { Content } from "./multipart.js";

/** @throws An {@link InvalidParamsError} if there is no such file. */
export async function pathContent(path: string): Promise<Content> {
  const { createReadStream, promises } = await import("node:fs");
  const isFile = await promises.stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) invalidParam("path", "must be the path of a file that can be read");
  return () => createReadStream(path);
}

export async function blobContent(blob: Blob): Promise<Content> {
  return () => blob.stream() as object as AsyncIterable<Uint8Array>;
}
