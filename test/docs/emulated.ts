/** Puts an emulator in the place of the network, for programs that know nothing of it. */
import type { Emulator } from "tessera-sdk/testing";
import type { Transport } from "../../src/core/transport/transport.js";
import type { UndiciTransportOptions, undiciTransport } from "../../src/core/transport/undici.js";
import { TOKEN_URL } from "../support/serviceAccount.js";

let current: Transport | undefined;

/** From here on, programs send to this emulator. */
export function useEmulator(emulator: Emulator): void {
  current = transportOf(emulator);
}

export const isLoopback = (url: string) => new URL(url).hostname === "127.0.0.1";

/**
 * The module of the default transport, to be mocked with. Requests to loopback go where they say, to a server that the
 * program started; all others to the emulator.
 */
export function withEmulator<M extends { undiciTransport: typeof undiciTransport }>(original: M): M {
  const emulated = (options?: UndiciTransportOptions) => {
    const network = original.undiciTransport(options);
    const transport = current ?? network;
    return {
      ...network,
      send: (request: Parameters<Transport["send"]>[0]) =>
        (isLoopback(request.url) ? network : transport).send(request),
    };
  };
  return { ...original, undiciTransport: emulated };
}

/** The emulator's transport, which also stands in for Google's token endpoint. */
function transportOf(emulator: Emulator): Transport {
  return {
    async send(request) {
      if (request.url !== TOKEN_URL) return emulator.transport.send(request);
      const grant = { access_token: emulator.issueToken(), expires_in: 3_599, token_type: "Bearer" };
      const response = Response.json(grant);
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: response.body as unknown as AsyncIterable<Uint8Array>,
      };
    },
  };
}
