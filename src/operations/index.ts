/** The manifest of all operations: what the methods of every client take, return and do, as data. */
export type { Effect } from "../core/endpoint.js";
export type { Idempotency } from "../core/retry.js";
export type { JsonSchema } from "./jsonSchema.js";
export { loadOperations, services } from "./load.js";
export type {
  Operation,
  OperationEndpoint,
  OperationList,
  OperationSummary,
  OperationWire,
  ServiceName,
  ServiceSummary,
} from "./types.js";
