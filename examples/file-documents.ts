/**
 * Files documents with their content, each once, whatever is lost on the way. A second run files what is still missing.
 * Against FlowerDocs, replace `baseUrl` and `auth`. Servers before 2026.0 may give a document another id than this one.
 */
import {
  type CreateFlowerDocsDocumentWithFilesParams,
  FlowerDocs,
  type FlowerDocsDocument,
  login,
  TesseraError,
} from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
emulator.flowerDocs.serverVersion = "2026.0";
await using client = new FlowerDocs({
  baseUrl: emulator.baseUrls.flowerDocs,
  auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }),
  serverVersion: "2026.0",
});

const MAX_TRIES = 3;
const fileOf = (name: string, text: string) => ({ name, type: "text/plain", content: new TextEncoder().encode(text) });

/** The id is made from the number of the invoice, so that FlowerDocs refuses to have it twice. */
const invoice = (number: string) => ({
  id: `invoice-${number}`,
  name: `Invoice ${number}`,
  data: { classId: "Invoice" },
});
const filings = [
  { document: invoice("2026-0042"), files: [fileOf("invoice.txt", "12 tiles")] },
  { document: invoice("2026-0043"), files: [fileOf("invoice.txt", "80 tiles"), fileOf("delivery.txt", "80 tiles")] },
];

async function file(filing: CreateFlowerDocsDocumentWithFilesParams & { document: { id: string } }) {
  for (let tries = 1; ; tries++) {
    try {
      return await client.documents.createWithFiles(filing);
    } catch (error) {
      // Either it may have been filed just now, or it was before. The server knows.
      const isOpen = error instanceof TesseraError && (error.outcomeUnknown || error.kind === "conflict");
      const found: FlowerDocsDocument | undefined = isOpen
        ? await client.documents.find(filing.document.id)
        : undefined;
      if (found) return found;
      if (!isOpen || tries === MAX_TRIES) throw error;
    }
  }
}

for (const filing of filings) {
  try {
    const { id, files = [] } = await file(filing);
    console.log(`${id} has ${files.length} of ${filing.files.length} files`);
  } catch (error) {
    console.error(`${filing.document.id} was not filed: ${String(error)}`);
    process.exitCode = 1;
  }
}
