/** Encodes `multipart/form-data` (RFC 7578), without holding streamed content in memory. */
import { joined } from "../../core/bytes.js";
import { bytesOf, openStream } from "../../core/upload.js";

/** The bytes of a part, or a function that returns a new stream of them for each attempt. */
export type Content = Uint8Array | (() => AsyncIterable<Uint8Array>);

export interface Part {
  /** Name of the form field. */
  readonly name: string;
  /** Name of the file, without control characters. */
  readonly filename?: string | undefined;
  /** Media type of the content. */
  readonly type: string;
  readonly content: Content;
}

export interface Multipart {
  readonly contentType: string;
  /** Bytes if all content is bytes: a body that is streamed cannot be sent everywhere, and takes another deadline. */
  readonly body: Content;
}

export function multipart(parts: readonly Part[]): Multipart {
  const boundary = newBoundary();
  const list = parts.flatMap((part, index): Content[] => [
    encode(`${index === 0 ? "" : "\r\n"}--${boundary}\r\n${headersOf(part)}\r\n\r\n`),
    part.content,
  ]);
  list.push(encode(`\r\n--${boundary}--\r\n`));
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const isBytes = (content: Content): content is Uint8Array => typeof content !== "function";
  return { contentType, body: list.every(isBytes) ? joined(list) : () => new PartStream(list) };
}

/** Opens the streams of the parts one after the other, each when it is its turn. */
class PartStream implements AsyncIterable<Uint8Array> {
  #contents: readonly Content[];
  #open: { destroy?(): void } | undefined;

  constructor(contents: readonly Content[]) {
    this.#contents = contents;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (const content of this.#contents) {
      if (typeof content !== "function") {
        yield content;
        continue;
      }
      const stream = openStream(content, "content");
      this.#open = stream;
      yield* bytesOf(stream, "content");
    }
  }

  /** For a stream that is given up while it waits for more: a stream of Node keeps its file open until then. */
  destroy(): void {
    this.#open?.destroy?.();
  }
}

function headersOf({ name, filename, type }: Part): string {
  const file = filename === undefined ? "" : `; filename="${escaped(filename)}"`;
  return `Content-Disposition: form-data; name="${name}"${file}\r\nContent-Type: ${type}`;
}

/** As Spring reads it, in UTF-8. The `%22` of browsers would become a part of the name. */
const escaped = (filename: string) => filename.replaceAll(/["\\]/g, "\\$&");

/** 128 random bits do not occur in content by chance, so that content need not be searched for it. */
function newBoundary(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `tessera-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const encode = (text: string) => new TextEncoder().encode(text);
