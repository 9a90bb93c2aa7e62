/** The bytes of files: temporary ones, and those of documents. */
import type { FormPart } from "../form.js";
import type { EmulatorResponse } from "../http.js";
import { CONTRACT } from "./samples.js";

export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The response that is a file. */
export function download({ name, type, bytes }: StoredFile): EmulatorResponse {
  const headers = {
    "content-type": type,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
  return { status: 200, headers, body: "", bytes };
}

/** What Core puts a file into that has no media type of its own. */
const ANY_TYPE = "application/octet-stream";

export class Contents {
  #temporary = new Map<string, StoredFile>();
  #ofDocuments = new Map<string, StoredFile>([["file-1", CONTRACT]]);

  get temporaryIds(): string[] {
    return [...this.#temporary.keys()];
  }

  temporary(id: string): StoredFile | undefined {
    return this.#temporary.get(id);
  }

  get(id: string): StoredFile | undefined {
    return this.#ofDocuments.get(id);
  }

  addTemporary(part: FormPart): string {
    return added(this.#temporary, part);
  }

  add(part: FormPart): string {
    return added(this.#ofDocuments, part);
  }

  deleteTemporary(id: string): void {
    this.#temporary.delete(id);
  }

  /** Makes temporary files those of a document. */
  takeOver(ids: readonly string[]): void {
    for (const id of ids) {
      const file = this.#temporary.get(id);
      if (file) this.#ofDocuments.set(id, file);
      this.#temporary.delete(id);
    }
  }

  rename(id: string, name: string): void {
    const file = this.#ofDocuments.get(id);
    if (file) this.#ofDocuments.set(id, { ...file, name });
  }

  delete(ids: readonly string[]): void {
    for (const id of ids) this.#ofDocuments.delete(id);
  }
}

function added(files: Map<string, StoredFile>, { filename = "", type = ANY_TYPE, bytes }: FormPart): string {
  // A file of a document keeps the id that it had as a temporary one.
  const id = `tmp_${crypto.randomUUID()}`;
  files.set(id, { name: filename, type, bytes });
  return id;
}
