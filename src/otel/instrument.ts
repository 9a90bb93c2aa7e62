/** `instrument()`: spans and metrics of what `observe()` sees. */
import {
  type Attributes,
  type Context,
  context,
  type MeterProvider,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { type Observation, observe } from "../core/observe.js";
import { hasMethods } from "../core/options.js";
import { custom, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { VERSION } from "../core/version.js";
import {
  callAttributes,
  errorAttributes,
  requestAttributes,
  responseAttributes,
  tokenAttributes,
} from "./attributes.js";
import { asAttempt } from "./ignoreRequestHook.js";
import { Metrics } from "./metrics.js";

/** Options of {@link instrument}. */
export interface InstrumentOptions {
  /** Where spans go. @default the global one, also if it is registered later */
  tracerProvider?: TracerProvider | undefined;
  /** Where metrics go. @default the global one, also if it is registered later */
  meterProvider?: MeterProvider | undefined;
}

const instrumentOptions = objectOf<InstrumentOptions>()(() => ({
  tracerProvider: custom<TracerProvider>((value) => hasMethods(value, ["getTracer"]), "must have a `getTracer` method"),
  meterProvider: custom<MeterProvider>((value) => hasMethods(value, ["getMeter"]), "must have a `getMeter` method"),
}));

/**
 * Reports what all clients of the process do to OpenTelemetry: a span for each call, and within it spans for token
 * requests, waits and HTTP requests; durations of calls, requests and limiter waits, and the number of token requests,
 * as metrics. Spans are children of what is active where a method is called, by any context manager. No URL, query,
 * header, body or message of an error is an attribute. To be called once in a process.
 *
 * @returns what ends it. Spans of work in progress are then not exported.
 * @throws An `InvalidParamsError` if an option is unknown or invalid.
 * @example
 * ```ts
 * const instrumentation = instrument();
 * await client.enterprises.get({ enterpriseId: "LC00lwk1yg" });
 * instrumentation.stop();
 * ```
 */
export function instrument(options: InstrumentOptions = {}): Observation {
  checkAgainst(instrumentOptions, options, "options");
  const tracer = (options.tracerProvider ?? trace).getTracer("tessera-sdk", VERSION);
  const metrics = new Metrics(options.meterProvider);
  const start = (name: string, kind: SpanKind, attributes: Attributes): Context =>
    trace.setSpan(context.active(), tracer.startSpan(name, { kind, attributes }));
  return observe<Context>({
    store: { run: (within, work) => context.with(within, work) },
    callStart: (call) => start(call.endpoint, SpanKind.CLIENT, callAttributes(call)),
    callEnd(call, within) {
      const { attempts = 0 } = call;
      end(within, { "tessera.attempts": attempts, ...errorAttributes(call) }, () => metrics.call(call, within));
    },
    attemptStart(attempt) {
      const { method, urlTemplate, resendCount } = attempt;
      const resent = resendCount > 0 && { "http.request.resend_count": resendCount };
      const attributes = { ...requestAttributes(attempt), ...resent };
      return asAttempt(start(`${method} ${urlTemplate}`, SpanKind.CLIENT, attributes));
    },
    attemptEnd(attempt, within) {
      end(within, responseAttributes(attempt), () => metrics.attempt(attempt, within));
    },
    waitStart: ({ reason }) => start(`wait for ${reason}`, SpanKind.INTERNAL, { "tessera.wait.reason": reason }),
    waitEnd(wait, within) {
      end(within, errorAttributes(wait), () => metrics.wait(wait, within));
    },
    tokenStart: (token) => start("get token", SpanKind.INTERNAL, tokenAttributes(token)),
    tokenEnd(token, within) {
      end(within, errorAttributes(token), () => metrics.token(token, within));
    },
  });
}

/** Ends a span and records its metric, each also if the provider of the other throws. */
function end(within: Context | undefined, attributes: Attributes, record: () => void): void {
  try {
    endSpan(within, attributes);
  } finally {
    record();
  }
}

function endSpan(within: Context | undefined, attributes: Attributes): void {
  const span = within && trace.getSpan(within);
  if (span === undefined) return;
  span.setAttributes(attributes);
  // Without a message, which may quote what was sent.
  if ("error.type" in attributes) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
