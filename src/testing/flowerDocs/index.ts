/** The emulated FlowerDocs Core. */
export type { EmulatedFlowerDocsAccount } from "./accounts.js";
export { type EmulatedFlowerDocs, flowerDocs } from "./service.js";
export type { EmulatedFlowerDocsToken } from "./tokens.js";
