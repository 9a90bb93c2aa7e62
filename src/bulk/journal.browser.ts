/** Without Node there are no files. */
import { TesseraError } from "../core/errors.js";
import type { Journal, JournalRecords, JournalStoreOptions } from "./journal.js";
import type { JournalHeader } from "./journalLines.js";
import type { BulkStore } from "./store.js";

export function journalStore(_file: string, _options?: JournalStoreOptions): BulkStore {
  throw new TesseraError("`journalStore()` needs Node; use `memoryStore()` or a store of your own.", {
    code: "ERR_TESSERA_BULK_STORE",
  });
}

export function readJournal(_file: string): Promise<Journal> {
  throw new TesseraError("`readJournal()` needs Node.", { code: "ERR_TESSERA_BULK_STORE" });
}

export function openRecords(_file: string, _header: JournalHeader): Promise<JournalRecords> {
  throw new TesseraError("Journals need Node.", { code: "ERR_TESSERA_BULK_STORE" });
}
