/** Creates a token that lets its holder read two documents, and nothing else. */
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new FlowerDocs({
  baseUrl: emulator.baseUrls.flowerDocs,
  auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }),
});

const { token, expiresAt } = await client.tokens.createForDocuments({
  ids: ["invoice-1", "invoice-2"],
  readOnly: true,
});
console.log(`Share this until ${expiresAt}: ${token}`);

const { valid } = await client.tokens.validate({ token });
console.log(valid ? "FlowerDocs accepts it." : "FlowerDocs refuses it.");
