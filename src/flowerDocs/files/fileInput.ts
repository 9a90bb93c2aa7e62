/** Files as parameters accept them. */
import { custom, matching, nonEmptyString, objectOf, refined, type Schema } from "../../core/schema.js";
import type { Content, Part } from "./multipart.js";
import { blobContent, pathContent } from "./source.js";

/** A file to upload: `content` or `path`, one of them. */
export interface FlowerDocsFileInput {
  /** Its name, with its extension. @default the last part of `path`, or the name of the `File` */
  name?: string | undefined;
  /** Its media type, such as `application/pdf`. @default that of the `Blob`, else `application/octet-stream` */
  type?: string | undefined;
  /**
   * Its content: bytes, a `Blob`, or a function that returns a stream of bytes. The function is called for each attempt
   * and returns a new stream each time; one that was read before is an error, and nothing is sent of it.
   */
  content?: Uint8Array | Blob | (() => AsyncIterable<Uint8Array>) | undefined;
  /** Path of a file on the disk, which is read while it is sent. Only in Node. */
  path?: string | undefined;
}

const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
// By its tag, as it may be of another realm.
const isBlob = (value: unknown): value is Blob => ["Blob", "File"].includes(tagOf(value));
const isBytes = (value: unknown): value is Uint8Array => tagOf(value) === "Uint8Array";

const contentSchema = custom<NonNullable<FlowerDocsFileInput["content"]>>(
  (value) => typeof value === "function" || isBytes(value) || isBlob(value),
  "must be a `Uint8Array`, a `Blob`, or a function that returns a new stream of bytes for each attempt",
);

/** The name is a part of a header, in which a line break would begin another. */
const NAME = /^[^\p{Cc}\p{Surrogate}\u2028\u2029]+$/u;
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;

const fileFields: Schema<FlowerDocsFileInput> = objectOf<FlowerDocsFileInput>()(() => ({
  name: fileNameSchema,
  type: matching(TYPE, "must be a media type such as `application/pdf`"),
  content: contentSchema,
  path: nonEmptyString,
}));

export const fileNameSchema: Schema<string> = matching(NAME, "must be a name without control characters");

const FIELDS: readonly string[] = ["name", "type", "content", "path"];

/** A field that is unknown is refused, as it would be sent nowhere. */
const knownFields = refined(
  fileFields,
  (file) => Object.keys(file).every((name) => FIELDS.includes(name)),
  `must have no fields but ${FIELDS.join(", ")}`,
);

export const fileInputSchema: Schema<FlowerDocsFileInput> = refined(
  refined(knownFields, (file) => nameOf(file) !== undefined, "is required", "name"),
  ({ content, path }) => (content === undefined) !== (path === undefined),
  "must be given, or else `path`, and not both",
  "content",
);

function nameOf({ name, content, path }: FlowerDocsFileInput): string | undefined {
  const given = name ?? path?.split(/[\\/]/).at(-1) ?? (isBlob(content) ? (content as Partial<File>).name : undefined);
  return given !== undefined && NAME.test(given) ? given : undefined;
}

/**
 * The same file with a name, a type, and content that can be sent.
 *
 * @param param the parameter that is the file, such as `files[0]`, as errors name it.
 */
export async function readyFile(file: FlowerDocsFileInput, param: string): Promise<FlowerDocsFileInput> {
  const { content } = file;
  const type = file.type ?? ((isBlob(content) && content.type) || undefined);
  return { name: nameOf(file), type, content: await contentOf(file, param) };
}

async function contentOf({ content, path }: FlowerDocsFileInput, param: string): Promise<Content> {
  if (path !== undefined) return pathContent(path, `${param}.path`);
  return isBlob(content) ? blobContent(content) : (content as Content);
}

/** The part of a file that is ready. */
export function partOf({ name, type = "application/octet-stream", content }: FlowerDocsFileInput): Part {
  return { name: "file", filename: name, type, content: content as Content };
}
