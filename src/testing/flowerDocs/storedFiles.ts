/** The files of the emulated FlowerDocs: those of documents, and temporary ones. */

import { type FormPart, partsOf } from "../form.js";
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { CONTRACT } from "./samples.js";
import { exists, notFound, type Stored, store } from "./store.js";

interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface FileReference {
  readonly id: string;
}

/** What Core puts a file into that has no media type of its own. */
const ANY_TYPE = "application/octet-stream";

/** Responds to the methods that read and change files. */
export class FlowerDocsStoredFiles {
  #documents: Map<string, Stored>;
  #temporary = new Map<string, StoredFile>();
  #contents = new Map<string, StoredFile>([["file-1", CONTRACT]]);

  constructor(documents: Map<string, Stored>) {
    this.#documents = documents;
  }

  /** The ids of the temporary files. */
  get temporaryIds(): string[] {
    return [...this.#temporary.keys()];
  }

  /** Makes temporary files those of documents. @returns whether all of them are there. */
  takeOver(documents: readonly Partial<Stored>[]): boolean {
    const ids = documents.flatMap(filesOf).map(({ id }) => id);
    const temporary = ids.filter((id) => id.startsWith("tmp_") && !this.#contents.has(id));
    if (!temporary.every((id) => this.#temporary.has(id))) return false;
    for (const id of temporary) {
      this.#contents.set(id, this.#temporary.get(id) as StoredFile);
      this.#temporary.delete(id);
    }
    return true;
  }

  respond(request: RoutedRequest, group: string, method: string): EmulatorResponse | undefined {
    if (group === "temporaryFiles") return this.#ofTemporary(request, method);
    if (group === "files") return this.#ofDocument(request, method);
    const isUnique = group === "documents" && (method === "createWithFiles" || method === "updateWithFiles");
    return isUnique ? this.#unique(request) : undefined;
  }

  #ofTemporary(request: RoutedRequest, method: string): EmulatorResponse {
    const { id = "" } = request.path;
    if (method === "upload") {
      const [file, ...others] = formOf(request);
      if (file === undefined || others.length > 0) return unreadable();
      const temporaryId = newId();
      this.#temporary.set(temporaryId, storedFile(file));
      return json(200, described(temporaryId, storedFile(file)));
    }
    const found = this.#temporary.get(id);
    if (found === undefined) return consumed();
    if (method === "download") return content(found);
    this.#temporary.delete(id);
    return empty();
  }

  #ofDocument(request: RoutedRequest, method: string): EmulatorResponse {
    const { id = "", fileId = "" } = request.path;
    const document = this.#documents.get(id);
    if (document === undefined) return notFound("documents");
    const files = filesOf(document);
    const list = () =>
      json(
        200,
        filesOf(document).map((each) => described(each.id, this.#contents.get(each.id))),
      );
    if (method === "list") return list();
    if (method === "add") {
      const [file, ...others] = formOf(request);
      if (file === undefined || others.length > 0) return unreadable();
      const kept = request.query.get("replace") === "true" ? [] : files;
      document.files = [...kept, { id: this.#keep(file), size: 0 }];
      return list();
    }
    const found = files.some((each) => each.id === fileId) ? this.#contents.get(fileId) : undefined;
    if (found === undefined) return json(500, { code: "T00702", message: "Files can not be read" });
    if (method === "download") return content(found);
    if (method === "rename") this.#contents.set(fileId, { ...found, name: request.body });
    if (method === "delete") document.files = files.filter((each) => each.id !== fileId);
    return empty();
  }

  /** A document and its content in one request. */
  #unique(request: RoutedRequest): EmulatorResponse {
    const parts = formOf(request);
    const file = parts.find(({ name }) => name === "file");
    const data = parts.find(({ name, type }) => name === "document" && type === "application/json");
    if (parts.length !== 2 || file === undefined || data === undefined) return unreadable();
    const [given] = JSON.parse(new TextDecoder().decode(data.bytes)) as Partial<Stored>[];
    const { id = given?.id } = request.path;
    const isThere = id !== undefined && this.#documents.has(id);
    if (request.path.id === undefined ? isThere : !isThere)
      return isThere ? exists("documents") : notFound("documents");
    const files = [{ id: this.#keep(file), size: 0 }];
    return json(200, [store(this.#documents, { ...given, ...(id !== undefined && { id }), files })]);
  }

  #keep(part: FormPart): string {
    const id = newId();
    this.#contents.set(id, storedFile(part));
    return id;
  }
}

/** The response to a temporary file that is unknown, or a part of a document already. */
export function consumed(): EmulatorResponse {
  return json(500, { code: "T00707", message: "The temporary file was consumed" });
}

const newId = () => `tmp_${crypto.randomUUID()}`;

const filesOf = ({ files }: Partial<Stored>) => (Array.isArray(files) ? (files as FileReference[]) : []);

const formOf = ({ bytes, headers }: RoutedRequest): FormPart[] =>
  (bytes && partsOf(bytes, headers["content-type"])) ?? [];

const storedFile = ({ filename = "", type = ANY_TYPE, bytes }: FormPart): StoredFile => ({
  name: filename,
  type,
  bytes,
});

function described(id: string, file: StoredFile | undefined): object {
  return { id, Name: file?.name, FormatCode: file?.type, size: file?.bytes.length ?? 0 };
}

function content({ name, type, bytes }: StoredFile): EmulatorResponse {
  const headers = {
    "content-type": type,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
  return { status: 200, headers, body: "", bytes };
}

/** What JSON meets, or a form without its parts. */
function unreadable(): EmulatorResponse {
  return json(415, { message: "The body must be multipart/form-data with its parts" });
}
