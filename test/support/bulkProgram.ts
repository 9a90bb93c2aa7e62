/**
 * A bulk run that a test kills. Arguments: the server's URL, the journal, the idempotency of its calls, the number of
 * rows, the concurrency. It prints one character when its first call is sent, and exits with 0 at the end of its rows.
 */
import { AndroidEnterprise, type Idempotency } from "tessera-sdk/android-enterprise";
import { bulk, journalStore } from "tessera-sdk/bulk";

const [, , baseUrl = "", file = "", idempotency = "none", count = "0", concurrency = "8"] = process.argv;
const client = new AndroidEnterprise({ auth: "token", baseUrl });

function* rows() {
  for (let n = 1; n <= Number(count); n++) yield { n };
}

let isSent = false;
const run = bulk(
  async (body: { n: number }, options) => {
    const result = client.request<{ n: number }>(
      { http: "POST /rows", body, idempotency: idempotency as Idempotency },
      options,
    );
    if (!isSent) process.stdout.write(".");
    isSent = true;
    return result;
  },
  rows(),
  { store: journalStore(file, { operation: "rows" }), concurrency: Number(concurrency), key: ({ n }) => `key-${n}` },
);
for await (const { state, row } of run) if (state === "failed") throw new Error(`row ${row} failed`);
await client.close();
