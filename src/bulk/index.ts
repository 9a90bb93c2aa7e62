/** `tessera-sdk/bulk` */
export { bulk } from "./bulk.js";
export type { BulkCall } from "./callRows.js";
export { type Journal, type JournalRow, type JournalStoreOptions, journalStore, readJournal } from "./journal.js";
export type { BulkGroup, BulkOptions } from "./options.js";
export { rateLimiter } from "./rateLimiter.js";
export type { BulkRow, BulkRowDone, BulkRowFailed, BulkRowId } from "./row.js";
export {
  type BulkLedger,
  type BulkStore,
  type Claim,
  type LedgerRow,
  memoryStore,
  type OpenLedgerOptions,
} from "./store.js";
