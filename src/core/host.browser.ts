/** Without Node. Nothing here may touch `process`: some edge runtimes throw where an unknown property of it is read. */

export function tracingChannel(): undefined {}

export function emitWarning(): void {}
