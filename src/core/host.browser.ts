/** Without Node. Nothing here may touch `process`: some edge runtimes throw where an unknown property of it is read. */
export { localChannel as traceChannel } from "./channel.js";

export function emitWarning(): void {}
