/** OpenTelemetry's SDK, registered until a test ends, with what it was given. */
import { type Attributes, type ContextManager, context, metrics, propagation, trace } from "@opentelemetry/api";
import * as metrics2 from "otel-metrics-2";
import * as trace1 from "otel-trace-1";
import * as trace2 from "otel-trace-2";
import { instrument } from "tessera-sdk/otel";
import { onTestFinished } from "vitest";

/** What is read of a span, in either version of the SDK. */
interface FinishedSpan {
  name: string;
  kind: number;
  attributes: Attributes;
  events: unknown[];
  status: { code: number; message?: string };
  startTime: [number, number];
  endTime: [number, number];
  spanContext(): { spanId: string; traceId: string };
  parentSpanId?: string;
  parentSpanContext?: { spanId: string };
}

interface Exporter {
  getFinishedSpans(): FinishedSpan[];
  reset(): void;
}

interface TraceSdk {
  InMemorySpanExporter: new () => Exporter;
  SimpleSpanProcessor: new (exporter: Exporter) => object;
  NodeTracerProvider: new (config: object) => { register(config?: { contextManager?: ContextManager }): void };
}

export const SDKS = [
  ["sdk-trace-node 1.x", trace1 as unknown as TraceSdk],
  ["sdk-trace-node 2.x", trace2 as unknown as TraceSdk],
] as const;

/** A span with those within it, in the order in which they began. */
export interface SpanTree {
  name: string;
  kind: string;
  /** Milliseconds after the first span began. */
  startMs: number;
  endMs: number;
  status?: string;
  attributes: Attributes;
  children: SpanTree[];
}

const KINDS = ["INTERNAL", "SERVER", "CLIENT"];
const STATUS = [undefined, "OK", "ERROR"];
const ms = ([seconds, nanos]: [number, number]) => seconds * 1_000 + nanos / 1e6;

/** The trees of spans, in which nothing differs from run to run but the times. */
function treesOf(spans: readonly FinishedSpan[], parent?: FinishedSpan, origin = 0): SpanTree[] {
  const parentOf = (span: FinishedSpan) => span.parentSpanContext?.spanId ?? span.parentSpanId;
  const ids = spans.map((span) => span.spanContext().spanId);
  return spans
    .filter((span) => {
      const id = parentOf(span);
      return parent ? id === parent.spanContext().spanId : id === undefined || !ids.includes(id);
    })
    .sort((a, b) => ms(a.startTime) - ms(b.startTime))
    .map((span) => {
      const begun = parent ? origin : ms(span.startTime);
      const status = [STATUS[span.status.code], span.status.message].filter(Boolean).join(": ");
      return {
        name: span.name,
        kind: KINDS[span.kind] ?? String(span.kind),
        startMs: Math.round(ms(span.startTime) - begun),
        endMs: Math.round(ms(span.endTime) - begun),
        ...(status && { status }),
        attributes: span.attributes,
        children: treesOf(spans, span, begun),
      };
    });
}

/** Registers an SDK for traces, which also brings a context manager and a W3C propagator. */
export function registered(sdk: TraceSdk, config: object = {}) {
  const exporter = new sdk.InMemorySpanExporter();
  new sdk.NodeTracerProvider({ spanProcessors: [new sdk.SimpleSpanProcessor(exporter)], ...config }).register();
  onTestFinished(() => {
    for (const api of [trace, context, propagation]) api.disable();
  });
  return {
    spans: () => exporter.getFinishedSpans(),
    trees: () => treesOf(exporter.getFinishedSpans()),
  };
}

export function instrumented(options?: Parameters<typeof instrument>[0]) {
  const instrumentation = instrument(options);
  onTestFinished(() => instrumentation.stop());
  return instrumentation;
}

export interface Point {
  attributes: Attributes;
  /** The sum of a counter. */
  value: number | { count: number; sum?: number; buckets: { boundaries: number[] } };
}

/** Registers an SDK for metrics. @returns what was recorded, by the names of the metrics. */
export function meter(register = true) {
  const exporter = new metrics2.InMemoryMetricExporter(metrics2.AggregationTemporality.CUMULATIVE);
  const reader = new metrics2.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new metrics2.MeterProvider({ readers: [reader] });
  const enable = () => void metrics.setGlobalMeterProvider(provider);
  if (register) enable();
  onTestFinished(async () => {
    metrics.disable();
    await provider.shutdown();
  });
  async function points(): Promise<Record<string, { unit: string; points: Point[] }>> {
    const { resourceMetrics } = await reader.collect();
    const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    return Object.fromEntries(
      all.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        { unit: descriptor.unit, points: dataPoints as unknown as Point[] },
      ]),
    );
  }
  return { points, enable, provider };
}
