/** The transport of clients that are given none. */
import { fetchTransport } from "./fetch.js";
import type { Transport } from "./transport.js";
import { undiciTransport } from "./undici.js";

/** undici's dispatcher. On Bun, whose `undici` is a stand-in that cannot be driven, the native `fetch`. */
export function defaultTransport(): Transport {
  return globalThis.process?.versions?.bun === undefined ? undiciTransport() : fetchTransport();
}
