/** `tessera-sdk`: the clients, the errors and the shared types of every entry. */
export * from "./adobePass/index.js";
export * from "./androidEnterprise/index.js";
export * from "./chromeDirectory/index.js";
// By name: without their vendor, `login` and `none` would say too little among the names of all services.
export {
  allOf as flowerDocsAllOf,
  anyOf as flowerDocsAnyOf,
  type CreateFlowerDocsTokenForDocumentsParams,
  type CreateFlowerDocsTokenParams,
  FlowerDocs,
  type FlowerDocsCredential,
  FlowerDocsError,
  type FlowerDocsErrorFacts,
  type FlowerDocsOptions,
  type FlowerDocsToken,
  type FlowerDocsTokens,
  type FlowerDocsTokenValidity,
  formatFlowerDocsDate,
  type GuiSessionProvider,
  guiSession as flowerDocsGuiSession,
  type LoginParams,
  type LoginProvider,
  login as flowerDocsLogin,
  none as flowerDocsAnonymous,
  type PasswordFunction,
  parseFlowerDocsDate,
  type RenewableTokenProvider,
  renewableToken as flowerDocsRenewableToken,
  type ValidateFlowerDocsTokenParams,
  where as flowerDocsWhere,
} from "./flowerDocs/index.js";
export * from "./flowerDocs/surface.js";
