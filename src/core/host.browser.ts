/** Without Node. Nothing here may touch `process`: some edge runtimes throw where an unknown property of it is read. */
import { LocalChannel, type TraceChannel } from "./channel.js";

export function traceChannel<C extends object>(): TraceChannel<C> {
  return new LocalChannel();
}

export function emitWarning(): void {}
