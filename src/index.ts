/** `tessera-sdk`: the clients, the errors and the shared types of every entry. */
export * from "./adobePass/index.js";
export * from "./androidEnterprise/index.js";
export * from "./chromeDirectory/index.js";
export * from "./flowerDocs/index.js";
