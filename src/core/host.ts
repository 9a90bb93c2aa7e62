/** What the core uses of Node besides the network: guarded, as other runtimes have only parts of it. */
import { localChannel, type TraceChannel } from "./channel.js";

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"] as const;

/** A tracing channel of Node. Reached through `process`, as an import would fail to load elsewhere. */
export function traceChannel<C extends object>(name: string): TraceChannel<C> {
  const channel = globalThis.process?.getBuiltinModule?.("node:diagnostics_channel")?.tracingChannel<C>(name);
  if (channel === undefined) return localChannel(name);
  // Bun has no such property.
  if (channel.hasSubscribers === undefined) {
    const get = () => EVENTS.some((event) => channel[event].hasSubscribers);
    Object.defineProperty(channel, "hasSubscribers", { get });
  }
  // The types of Node 20 require a function for each of the events.
  return channel as object as TraceChannel<C>;
}

/** A warning of the process; none where there is no process. */
export function emitWarning(message: string, options: { code: string; type?: string }): void {
  globalThis.process?.emitWarning?.(message, options);
}
