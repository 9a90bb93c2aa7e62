/** Token functions whose results a test gives by hand, and servers that judge the tokens they are sent. */
import type { ExpiringToken, TokenFunction, Transport } from "tessera-sdk";

/** One time that a token function was called. */
export interface Ask {
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
  give(token: string | ExpiringToken): void;
  fail(error: unknown): void;
}

/** A token function that leaves each call to the test. */
export function supplier(): { auth: TokenFunction; asks: Ask[] } {
  const asks: Ask[] = [];
  const auth: TokenFunction = ({ scopes, signal }) =>
    new Promise((give, fail) => {
      asks.push({ scopes, signal, give, fail });
    });
  return { auth, asks };
}

/** A server that responds with 401 to every token that is not among `accepted`; `bearers` lists what it was sent. */
export function tokenServer(accepted?: string[]): { transport: Transport; bearers: string[] } {
  const bearers: string[] = [];
  const transport: Transport = {
    async send({ headers }) {
      const bearer = String(headers.authorization).replace(/^Bearer /, "");
      bearers.push(bearer);
      const refused = accepted !== undefined && !accepted.includes(bearer);
      return { status: refused ? 401 : 200, headers: {}, body: bytesOf(refused ? "{}" : '{"token":"issued"}') };
    },
  };
  return { transport, bearers };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
