/** One peer in a process of its own: makes as many calls as it is told to and says what they cost. */
import { peers } from "./peers.mjs";

const [section, peer, origin, expected] = process.argv.slice(2);
const call = await peers[section][peer](origin);

async function checked() {
  const value = await call();
  if (String(value) !== expected) throw new Error(`${peer} returned ${value} in place of ${expected}`);
}

async function measure(calls, atOnce) {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await checked();
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMicros: (user + system) / calls, perSecond: calls / seconds };
}

process.on("message", async ({ calls, atOnce }) => process.send(await measure(calls, atOnce)));
process.on("disconnect", () => process.exit());
process.send("ready");
