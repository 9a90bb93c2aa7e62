/** `--verbose`: each request on stderr, without URLs, headers and bodies, which can hold credentials. */
import type { AttemptTrace, Observation, WaitTrace } from "tessera-sdk";
import type { Io } from "./io.js";
import type { SdkModule } from "./sdk.js";

export function observeRequests({ observe }: SdkModule, { stderr }: Io): Observation {
  const say = (text: string) => void stderr.write(`${text}\n`);
  return observe({
    attemptEnd: (attempt) => say(describeAttempt(attempt)),
    waitEnd: (wait) => say(describeWait(wait)),
    tokenEnd: ({ host, ms, error }) =>
      say(`token for ${host}: ${error === undefined ? "received" : "failed"}, ${ms} ms`),
  });
}

function describeAttempt({ method, host, urlTemplate, attempt, status, requestId, ms }: AttemptTrace): string {
  const outcome = status === undefined ? "no response" : `status ${status}`;
  const id = requestId === undefined ? "" : `, request id ${requestId}`;
  return `${method} ${host}${urlTemplate}: attempt ${attempt}, ${outcome}, ${ms} ms${id}`;
}

function describeWait({ reason, attempt, ms }: WaitTrace): string {
  return `waited ${ms} ms for ${reason === "retry" ? "the retry" : "the limiter"} before attempt ${attempt}`;
}
