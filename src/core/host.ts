/** What the core uses of Node besides the network: guarded, as other runtimes have only parts of it. */
import type { TracingChannel } from "node:diagnostics_channel";

/** `undefined` where there are none. Reached through `process`, as an import would fail to load elsewhere. */
export function tracingChannel<T extends object>(name: string): TracingChannel<T> | undefined {
  return globalThis.process?.getBuiltinModule?.("node:diagnostics_channel")?.tracingChannel<T>(name);
}

/** A warning of the process; none where there is no process. */
export function emitWarning(message: string, options: { code: string; type?: string }): void {
  globalThis.process?.emitWarning?.(message, options);
}
