/** Content that is read from elsewhere: files of the disk, and Blobs. */
import { invalidParam } from "../../core/errors.js";
import { codeOf } from "../../core/fileLock.js";
import type { Content } from "./multipart.js";

/**
 * @param param the parameter that has the path, as errors name it.
 * @throws An {@link InvalidParamsError} if there is no such file.
 */
export async function pathContent(path: string, param: string): Promise<Content> {
  const { createReadStream, promises } = await import("node:fs");
  const found = await promises
    .stat(path)
    .catch((error) => invalidParam(param, `must be the path of a file that can be read (${codeOf(error)})`));
  if (!found.isFile()) invalidParam(param, "must be the path of a file, and not of a folder or a device");
  return () => createReadStream(path);
}

export async function blobContent(blob: Blob): Promise<Content> {
  return () => blob.stream() as object as AsyncIterable<Uint8Array>;
}
