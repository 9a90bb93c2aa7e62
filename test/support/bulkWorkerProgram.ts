/**
 * A worker of a bulk, which tests kill and stop. Its argument is the JSON of its options. It prints why it has finished,
 * and tells its parent what memory it has.
 */
import { AndroidEnterprise, type Idempotency } from "tessera-sdk/android-enterprise";
import { bulkWorker } from "tessera-sdk/bullmq";

export interface WorkerProgramOptions {
  path: string;
  name: string;
  secret: string;
  url: string;
  idempotency: Idempotency;
  concurrency: number;
  leaseMs: number;
}

const { path, url, idempotency, ...options } = JSON.parse(process.argv[2] ?? "") as WorkerProgramOptions;
const client = new AndroidEnterprise({ auth: "token", baseUrl: url });
const worker = bulkWorker(
  (body: { n: number }, call) => client.request({ http: "POST /rows", body, idempotency }, call),
  { ...options, connection: { path }, onError: ({ message }) => console.error(message) },
);
process.once("SIGTERM", () => worker.close());
const telling = setInterval(() => process.send?.(process.memoryUsage()), 500);
console.log(await worker.finished);
await worker.close();
await client.close();
clearInterval(telling);
process.disconnect();
