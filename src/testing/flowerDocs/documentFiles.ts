/** The methods that read and change files: those of documents, and temporary ones. */
import { type FormPart, partsOf } from "../form.js";
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { download, type StoredFile } from "./contents.js";
import { type Documents, filesOf } from "./documents.js";
import { consumed, exists, listIn, notAList, notCurrent, notFound, type Stored } from "./store.js";
import { problemOf } from "./writes.js";

export class DocumentFiles {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  ofTemporary(request: RoutedRequest, method: string): EmulatorResponse {
    const { id = "" } = request.path;
    const { contents } = this.#documents;
    if (method === "upload") {
      const part = onlyFileOf(request);
      if (part === undefined) return unreadable();
      const added = contents.addTemporary(part);
      return json(200, described(added, contents.temporary(added)));
    }
    const found = contents.temporary(id);
    if (found === undefined) return consumed();
    if (method === "download") return download(found);
    contents.deleteTemporary(id);
    return empty();
  }

  ofDocument(request: RoutedRequest, method: string): EmulatorResponse {
    const { id = "", fileId = "" } = request.path;
    const document = this.#documents.find(id);
    if (document === undefined) return notFound("documents");
    if (method === "list") return this.#list(document);
    const isRead = method === "download";
    if (!isRead && this.#documents.isFormerVersion(id)) return notCurrent();
    if (method === "add") return this.#add(request, document);
    const files = filesOf(document);
    const found = files.some((each) => each.id === fileId) ? this.#documents.contents.get(fileId) : undefined;
    if (found === undefined) return json(500, { code: "T00702", message: "Files can not be read" });
    if (isRead) return download(found);
    if (method === "rename") this.#documents.contents.rename(fileId, request.body);
    else this.#documents.put({ ...document, files: files.filter((each) => each.id !== fileId) });
    return empty();
  }

  /** A document and its content in one request. @param version of the server */
  unique(request: RoutedRequest, version: string): EmulatorResponse {
    const parts = formOf(request);
    const file = parts.find(({ name }) => name === "file");
    const data = parts.find(({ name, type }) => name === "document" && type === "application/json");
    if (parts.length !== 2 || file === undefined || data === undefined) return unreadable();
    const [given, ...others] = listIn(new TextDecoder().decode(data.bytes)) ?? [];
    if (given === undefined || others.length > 0) return notAList();
    const isCreation = request.path.id === undefined;
    const problem =
      problemOf("documents", given, { version, now: request.now, isCreation }) ??
      this.#idProblem(given.id, request.path.id);
    if (problem) return problem;
    const { id = given.id } = request.path;
    const files = [{ id: this.#documents.contents.add(file), size: 0 }];
    return json(200, [this.#documents.put({ ...given, ...(id !== undefined && { id }), files })]);
  }

  /** @param id in the body @param updated in the path, unless the document is a new one */
  #idProblem(id: string | undefined, updated: string | undefined): EmulatorResponse | undefined {
    if (updated === undefined) return this.#documents.find(id ?? "") && exists("documents");
    if (this.#documents.isFormerVersion(updated)) return notCurrent();
    if (this.#documents.find(updated) === undefined) return notFound("documents");
    const isSame = id === undefined || id === updated;
    return isSame ? undefined : json(400, { message: "The body must hold the object of the path" });
  }

  #add(request: RoutedRequest, document: Stored): EmulatorResponse {
    const part = onlyFileOf(request);
    if (part === undefined) return unreadable();
    const kept = request.query.get("replace") === "true" ? [] : filesOf(document);
    const added = { id: this.#documents.contents.add(part), size: 0 };
    return this.#list(this.#documents.put({ ...document, files: [...kept, added] }));
  }

  #list(document: Stored): EmulatorResponse {
    const files = filesOf(document).map(({ id }) => described(id, this.#documents.contents.get(id)));
    return json(200, files);
  }
}

const formOf = ({ bytes, headers }: RoutedRequest): FormPart[] =>
  (bytes && partsOf(bytes, headers["content-type"])) ?? [];

function onlyFileOf(request: RoutedRequest): FormPart | undefined {
  const [part, ...others] = formOf(request);
  return part?.name === "file" && others.length === 0 ? part : undefined;
}

function described(id: string, file: StoredFile | undefined): object {
  return { id, Name: file?.name, FormatCode: file?.type, size: file?.bytes.length ?? 0 };
}

/** What JSON meets, or a form without its parts. */
function unreadable(): EmulatorResponse {
  return json(415, { message: "The body must be multipart/form-data with its parts" });
}
