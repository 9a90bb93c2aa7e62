/** A transport that is Google: it issues tokens, or what a test puts in their place, and serves one call. */
import type { Transport, TransportRequest } from "tessera-sdk";

export interface TokenResponse {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
}

export interface TokenTransport extends Transport {
  /** Requests for tokens and for proofs of identity, in order. */
  tokenRequests: TransportRequest[];
  /** Calls of the API. */
  calls: TransportRequest[];
}

/** @param respond the response to a token request; without one, a token in the form that the request expects. */
export function tokenTransport(
  respond: (
    request: TransportRequest,
    nth: number,
  ) => TokenResponse | undefined | Promise<TokenResponse | undefined> = () => undefined,
): TokenTransport {
  const transport: TokenTransport = {
    tokenRequests: [],
    calls: [],
    async send(request) {
      request.written = true;
      if (request.url.startsWith("https://androidenterprise.googleapis.com/")) {
        transport.calls.push(request);
        return responseOf({ body: { token: "issued" } });
      }
      const nth = transport.tokenRequests.push(request);
      return responseOf((await respond(request, nth)) ?? issued(request.url, nth));
    },
  };
  return transport;
}

function issued(url: string, nth: number): TokenResponse {
  const token = `ya29.token-${nth}`;
  if (url.endsWith(":generateAccessToken")) {
    return { body: { accessToken: token, expireTime: new Date(Date.now() + 3_599_000).toISOString() } };
  }
  return { body: { access_token: token, expires_in: 3_599, token_type: "Bearer" } };
}

function responseOf({ status = 200, headers = {}, body }: TokenResponse) {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
  const bytes = (async function* () {
    if (text !== "") yield new TextEncoder().encode(text);
  })();
  return { status, headers: { "content-type": "application/json", ...headers }, body: bytes };
}
