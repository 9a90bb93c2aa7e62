/** Lua scripts, each sent in full only when the server does not know it. */
import type { SendCommand } from "./commands.js";

export class Script {
  readonly #source: string;
  #sha: Promise<string> | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  /** @param keys all that the script touches: clusters route by them. */
  async run(send: SendCommand, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...args.map(String)];
    this.#sha ??= sha1(this.#source);
    try {
      return await send(["EVALSHA", await this.#sha, ...rest], keys[0]);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
      return send(["EVAL", this.#source, ...rest], keys[0]);
    }
  }
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
