/** `--verbose`: each request on stderr, without URLs, headers and bodies, which can hold credentials. */
import type { AttemptTrace, Observation, TokenTrace, WaitTrace } from "tessera-sdk";
import type { Io } from "./io.js";
import { oneLine, toJson } from "./output/printable.js";
import { CLEAR_LINE } from "./progress.js";
import type { SdkModule } from "./sdk.js";

/** @param asJson whether each is a line of JSON. */
export function observeRequests({ observe }: SdkModule, { stderr }: Io, asJson: boolean): Observation {
  const start = stderr.isTTY === true ? CLEAR_LINE : "";
  const say = (trace: string, { error: _, ...facts }: { error?: unknown }, text: string) =>
    void stderr.write(`${start}${asJson ? toJson({ trace, ...facts }) : oneLine(text)}\n`);
  return observe({
    attemptEnd: (attempt) => say("attempt", attempt, describeAttempt(attempt)),
    waitEnd: (wait) => say("wait", wait, describeWait(wait)),
    tokenEnd: (token) => say("token", token, describeToken(token)),
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

function describeToken({ host, ms, error }: TokenTrace): string {
  return `token for ${host}: ${error === undefined ? "received" : "failed"}, ${ms} ms`;
}
