/** Whether Redis keeps what a bulk run records. */
import { storeError } from "../bulk/store.js";
import { isPlainObject } from "../core/values.js";
import type { SendCommand } from "./commands.js";

/** @throws A `TesseraError` if Redis may remove keys of its own accord when its memory is full. */
export async function checkEviction(send: SendCommand): Promise<void> {
  const memory = String(await send(["INFO", "memory"]));
  const settingOf = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(memory)?.[1];
  const policy = settingOf("maxmemory_policy");
  // Without a limit, nothing is ever removed.
  if (policy === "noeviction" || settingOf("maxmemory") === "0") return;
  throw storeError(
    `Redis may remove the states of rows when its memory is full (maxmemory-policy is ${policy ?? "not known"}), and ` +
      "rows would be run twice. Nothing was sent. Set maxmemory-policy to noeviction, or use another Redis.",
  );
}

/** @throws A `TesseraError` unless each write is on the disk before Redis replies to it. */
export async function checkDurability(send: SendCommand): Promise<void> {
  const advice =
    "After a crash of Redis, requests could be sent a second time that must not be. Nothing was sent. Use a Redis with " +
    "appendonly yes and appendfsync always, or pass `acceptLoss: true` to accept that.";
  let settings: Record<string, unknown>;
  try {
    settings = pairsOf(await send(["CONFIG", "GET", "append*"]));
  } catch (cause) {
    throw storeError(`Redis does not tell whether its writes outlast a crash, as it refuses CONFIG. ${advice}`, cause);
  }
  const { appendonly, appendfsync } = settings;
  if (appendonly === "yes" && appendfsync === "always") return;
  const found = `appendonly is ${String(appendonly)}, appendfsync is ${String(appendfsync)}`;
  throw storeError(`Redis replies before its writes are on the disk (${found}). ${advice}`);
}

/** Names and values: a flat list, or a map by the newer protocol. */
function pairsOf(reply: unknown): Record<string, unknown> {
  if (reply instanceof Map) return Object.fromEntries(reply);
  if (!Array.isArray(reply)) return isPlainObject(reply) ? reply : {};
  return Object.fromEntries(reply.flatMap((name, at) => (at % 2 === 0 ? [[String(name), reply[at + 1]]] : [])));
}
