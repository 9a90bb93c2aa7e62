/** `tessera-sdk/bullmq` */
export type { BulkCall } from "../bulk/callRows.js";
export type { JournalRow } from "../bulk/journal.js";
export type { BulkGroup } from "../bulk/options.js";
export type { BulkRowId } from "../bulk/row.js";
export type { SealSecret } from "../redis/seal.js";
export { type BulkRun, bulkRun } from "./bulkRun.js";
export { type BulkWorkerOptions, bulkWorker } from "./bulkWorker.js";
export type { BulkWorker, BulkWorkerEnd } from "./chunkWorker.js";
export type { PauseReason } from "./control.js";
export { type EnqueueBulkOptions, enqueueBulk } from "./enqueueBulk.js";
export { listBulks } from "./listBulks.js";
export type { BulkAddress, BulkConnectionOptions } from "./options.js";
export type { BulkStatus } from "./status.js";
