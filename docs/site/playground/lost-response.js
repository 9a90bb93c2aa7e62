// What is retried, and what is not: a response is lost after the server has done its work.
import { ChromeDirectory, TesseraError } from "tessera-sdk/chrome-directory";
import { createEmulator } from "tessera-sdk/testing";

const emulator = createEmulator();
const client = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport });

emulator.fail({ status: 503, times: 1 });
const tokens = await client.enrollmentTokens.list().toArray();
console.log(`a list is retried: ${tokens.length} tokens`);

emulator.fail({ status: 503, times: 1 });
try {
  await client.enrollmentTokens.create({ orgUnitPath: "/Sales" });
} catch (error) {
  if (!(error instanceof TesseraError)) throw error;
  console.log(`a creation is not: ${error.message}`);
  console.log(`outcome unknown: ${error.outcomeUnknown}`);
}
