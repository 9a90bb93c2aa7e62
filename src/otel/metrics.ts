/** The metrics, and what each is recorded with. */
import { type Context, type Counter, type Histogram, type MeterProvider, metrics } from "@opentelemetry/api";
import type { AttemptTrace, CallTrace, TokenTrace, WaitTrace } from "../core/tracing.js";
import { VERSION } from "../core/version.js";
import {
  callAttributes,
  errorAttributes,
  requestAttributes,
  responseAttributes,
  serverAttributes,
} from "./attributes.js";

/** Seconds: the boundaries that the conventions prescribe for durations of HTTP requests and of RPC calls. */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

interface Instruments {
  call: Histogram;
  request: Histogram;
  limiterWait: Histogram;
  tokens: Counter;
}

function instrumentsOf(provider: MeterProvider): Instruments {
  const meter = provider.getMeter("tessera-sdk", VERSION);
  const seconds = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: "s", advice: { explicitBucketBoundaries: BOUNDARIES } });
  return {
    call: seconds("rpc.client.call.duration", "Duration of calls, with all their attempts and waits."),
    request: seconds("http.client.request.duration", "Duration of HTTP client requests."),
    limiterWait: seconds("tessera.limiter.wait", "Duration of waits for admission by the limiter."),
    tokens: meter.createCounter("tessera.token.requests", { description: "Token requests.", unit: "{request}" }),
  };
}

const seconds = ({ ms = 0 }: { readonly ms?: number }) => ms / 1_000;

/** Records what has ended. `within` is the context of its span, for exemplars. */
export class Metrics {
  readonly #given: MeterProvider | undefined;
  #provider: MeterProvider | undefined;
  #instruments: Instruments | undefined;

  constructor(provider: MeterProvider | undefined) {
    this.#given = provider;
  }

  /** Of the provider that is registered by now: unlike a tracer, a meter of the time before stays without effect. */
  get #current(): Instruments {
    const provider = this.#given ?? metrics.getMeterProvider();
    if (this.#instruments === undefined || provider !== this.#provider) {
      this.#provider = provider;
      this.#instruments = instrumentsOf(provider);
    }
    return this.#instruments;
  }

  call(call: Readonly<CallTrace>, within: Context | undefined): void {
    this.#current.call.record(seconds(call), { ...callAttributes(call), ...errorAttributes(call) }, within);
  }

  attempt(attempt: Readonly<AttemptTrace>, within: Context | undefined): void {
    const attributes = { ...requestAttributes(attempt), ...responseAttributes(attempt) };
    this.#current.request.record(seconds(attempt), attributes, within);
  }

  wait(wait: Readonly<WaitTrace>, within: Context | undefined): void {
    if (wait.reason !== "limiter") return;
    const attributes = { ...serverAttributes(wait), ...errorAttributes(wait) };
    this.#current.limiterWait.record(seconds(wait), attributes, within);
  }

  token(token: Readonly<TokenTrace>, within: Context | undefined): void {
    this.#current.tokens.add(1, { ...serverAttributes(token), ...errorAttributes(token) }, within);
  }
}
