/** W3C trace context in requests, for servers that are the user's own. */
import { context, propagation } from "@opentelemetry/api";
import { invalidParam } from "../core/errors.js";
import { hasMethods } from "../core/options.js";
import { custom, inputListOf, nonEmptyString, objectOf } from "../core/schema.js";
import type { Transport, TransportRequest } from "../core/transport/transport.js";
import { checkAgainst } from "../core/validate.js";

/** Options of {@link propagatingTransport}. */
export interface PropagationOptions {
  /** The origins that may learn of the trace, such as `https://flowerdocs.example.com`. */
  propagateTo: readonly string[];
  /**
   * Which headers of the registered propagator are sent, in lower case. `baggage` may hold personal data.
   * @default ["traceparent", "tracestate"]
   */
  headers?: readonly string[] | undefined;
}

function isOrigin(value: unknown): boolean {
  return typeof value === "string" && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

const propagationOptions = objectOf<PropagationOptions>()(
  () => ({
    propagateTo: inputListOf(custom<string>(isOrigin, "must be an origin, such as `https://flowerdocs.example.com`")),
    headers: inputListOf(nonEmptyString),
  }),
  { propagateTo: true },
);

const W3C = ["traceparent", "tracestate"];

/**
 * A transport that adds the context of the active trace to requests to certain origins, and to no others: vendors are
 * third parties, and a trace's ids are none of their business. Under {@link instrument}, the server's spans become
 * children of the span of the attempt. A header that a client or a call sets itself is kept.
 *
 * @param transport - sends the requests. It remains yours to close, by itself or by `close()` of this one.
 * @throws An `InvalidParamsError` if an argument is not valid.
 * @example
 * ```ts
 * const network = undiciTransport();
 * const transport = propagatingTransport(network, { propagateTo: ["https://flowerdocs.example.com"] });
 * ```
 */
export function propagatingTransport(transport: Transport, options: PropagationOptions): Transport {
  if (!hasMethods(transport, ["send"])) invalidParam("transport", "must have a `send` method");
  checkAgainst(propagationOptions, options, "options");
  const origins = new Set(options.propagateTo);
  const names = new Set(options.headers ?? W3C);
  return {
    send(request) {
      if (!origins.has(new URL(request.url).origin)) return transport.send(request);
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      const added = Object.entries(carrier).filter(([name]) => names.has(name.toLowerCase()));
      return transport.send(withHeaders(request, Object.fromEntries(added)));
    },
    async close() {
      await transport.close?.();
    },
    connectionHint: () => transport.connectionHint?.(),
  };
}

/** The same request with further headers. Whether it was written is told to the request itself. */
function withHeaders(request: TransportRequest, added: Record<string, string>): TransportRequest {
  const sent = { ...request, headers: { ...added, ...request.headers } };
  return Object.defineProperty(sent, "written", {
    get: () => request.written,
    set: (written: boolean) => {
      request.written = written;
    },
  });
}
