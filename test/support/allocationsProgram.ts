/** Prints how many bytes a call allocates before `tessera-sdk/otel` is imported, after, under `instrument`, and after it. */
import { memoryUsage } from "node:process";
import { setTimeout } from "node:timers/promises";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { scripted } from "./scripted.js";

const CALLS = 200;
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error("run with --expose-gc");

const params = { enterpriseId: "LC00lwk1yg", enrollmentTokenType: "userDevice" } as const;
const transport = scripted({ body: { token: "t" } });
const client = new AndroidEnterprise({ auth: "access-token", transport });

/** Less than the young generation holds, so that nothing is collected meanwhile. */
async function round(): Promise<number> {
  // What is loaded or compiled in the meantime is not of a call.
  await setTimeout(20);
  collect?.();
  const before = memoryUsage().heapUsed;
  for (let nth = 0; nth < CALLS; nth++) await client.enrollmentTokens.create(params);
  const bytes = memoryUsage().heapUsed - before;
  transport.sent.length = 0;
  return bytes / CALLS;
}

/** The least of several rounds: what the compiler and timers allocate beside them differs. */
async function bytesOfCall(): Promise<number> {
  const rounds: number[] = [];
  for (let nth = 0; nth < 10; nth++) rounds.push(await round());
  return Math.round(Math.min(...rounds));
}

// Optimized code allocates less: without this, what is measured first would have more.
for (let nth = 0; nth < 20; nth++) await round();
const before = await bytesOfCall();
const { instrument } = await import("tessera-sdk/otel");
const imported = await bytesOfCall();
const instrumentation = instrument();
const instrumented = await bytesOfCall();
instrumentation.stop();
const stopped = await bytesOfCall();
console.log(JSON.stringify({ before, imported, instrumented, stopped }));
