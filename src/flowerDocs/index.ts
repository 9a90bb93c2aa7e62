/** `tessera-sdk/flower-docs` */
export * from "../core/index.js";
export { FlowerDocs, type FlowerDocsCredential, type FlowerDocsOptions, none } from "./client.js";
export { FlowerDocsError, type FlowerDocsErrorFacts } from "./errors.js";
export { type LoginParams, type LoginRecipe, login } from "./login.js";
export type { FlowerDocsToken } from "./token.js";
export type {
  CreateFlowerDocsTokenForDocumentsParams,
  CreateFlowerDocsTokenParams,
  FlowerDocsTokens,
  FlowerDocsTokenValidity,
  ValidateFlowerDocsTokenParams,
} from "./tokens.js";
