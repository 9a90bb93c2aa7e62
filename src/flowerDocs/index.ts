/** `tessera-sdk/flower-docs` */
export * from "../core/index.js";
export { FlowerDocs, type FlowerDocsCredential, type FlowerDocsOptions, none } from "./client.js";
export { formatFlowerDocsDate, parseFlowerDocsDate } from "./dates.js";
export { FlowerDocsError, type FlowerDocsErrorFacts } from "./errors.js";
export { type GuiSessionProvider, guiSession } from "./login/guiSession.js";
export { type LoginParams, type LoginProvider, login, type PasswordFunction } from "./login/login.js";
export { type RenewableTokenProvider, renewableToken } from "./login/renewableToken.js";
export type { FlowerDocsTokens, FlowerDocsTokenValidity } from "./resources/tokens.js";
export type {
  CreateFlowerDocsTokenForDocumentsParams,
  CreateFlowerDocsTokenParams,
  ValidateFlowerDocsTokenParams,
} from "./resources/tokensEndpoints.js";
export type { FlowerDocsToken } from "./schemas/token.js";
export { allOf, anyOf, where } from "./search/where.js";
export * from "./surface.js";
