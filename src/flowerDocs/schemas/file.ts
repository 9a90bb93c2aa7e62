/** Files of documents, and temporary files. */
import { number, objectOf, type Schema, string } from "../../core/schema.js";

/** A file of a document, or a temporary file. The reference names no fields; these were seen of temporary files. */
export interface FlowerDocsFile {
  /** Id of the file. That of a temporary file begins with `tmp_`. */
  id: string;
  /** Its name. */
  Name?: string;
  /** Its media type. */
  FormatCode?: string;
  /** Its size in bytes. */
  size?: number;
}

export const fileSchema: Schema<FlowerDocsFile> = objectOf<FlowerDocsFile>()(
  () => ({ id: string, Name: string, FormatCode: string, size: number }),
  { id: true },
);
