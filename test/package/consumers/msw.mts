/** What a TypeScript user of msw writes. */
import { setupServer } from "msw/node";
import { createEmulator } from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";

export const server = setupServer(...handlers(createEmulator(), { flowerDocs: "https://flowerdocs.example.com/core" }));
// @ts-expect-error: it takes an emulator
handlers("emulator");
