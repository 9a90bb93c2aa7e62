/** `tessera-sdk/flower-docs` */
export * from "../core/index.js";
export { FlowerDocs, type FlowerDocsCredential, type FlowerDocsOptions, none } from "./client.js";
export { formatFlowerDocsDate, parseFlowerDocsDate } from "./dates.js";
export { FlowerDocsError, type FlowerDocsErrorFacts } from "./errors.js";
export { type LoginProvider, login } from "./login.js";
export type { LoginParams } from "./resources/authentication.js";
export type {
  CreateFlowerDocsTokenForDocumentsParams,
  CreateFlowerDocsTokenParams,
  FlowerDocsTokens,
  FlowerDocsTokenValidity,
  ValidateFlowerDocsTokenParams,
} from "./resources/tokens.js";
export type { FlowerDocsToken } from "./schemas/token.js";
