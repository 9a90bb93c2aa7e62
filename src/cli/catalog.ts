/** The operations that commands are made of. */
export {
  type JsonSchema,
  loadOperations,
  type Operation,
  type OperationList,
  type OperationSummary,
  type ServiceName,
  type ServiceSummary,
  services,
} from "tessera-sdk/operations";
