/** Content that is read while it arrives, with what its headers say. */
import type { ByteStream } from "../../core/byteStream.js";
import type { ResponseRecord } from "../../core/responsePromise.js";
import { anythingAs } from "../../core/schema.js";
import { fileNameOf } from "./disposition.js";

/** The content of a file, which is read once, chunk by chunk. Read it to its end, or call `cancel()`. */
export interface FlowerDocsDownload extends ByteStream {
  /** Name of the file, where the server sends one. It may hold anything: take no path from it unchecked. */
  readonly name?: string;
  /** Media type of the content, where the server sends one. */
  readonly type?: string;
  /** Whether parts of the content were replaced, as its obfuscations demand. */
  readonly isAltered: boolean;
}

/** What an endpoint states that returns content. Content is bytes, whatever its type. */
export const DOWNLOADS = { accept: "*/*", reads: "stream", response: anythingAs<ByteStream>() } as const;

/** The same, of content that has a type of its own: a page of a proxy would be taken for it. */
export const EXPORTS = { ...DOWNLOADS, refusesPages: true } as const;

/** Adds what the headers say to a stream. */
export function downloadOf(stream: ByteStream, record: ResponseRecord): FlowerDocsDownload {
  const { headers } = record.response;
  const name = fileNameOf(headers["content-disposition"]);
  const type = headers["content-type"];
  const isAltered = headers["x-altered"]?.trim().toLowerCase() === "true";
  return Object.assign(stream, { ...(name !== undefined && { name }), ...(type && { type }), isAltered });
}
