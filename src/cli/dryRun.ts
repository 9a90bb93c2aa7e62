/** `--dry-run`: the first request of a call, which is not sent. */
import type { CallOptions, Transport, TransportRequest } from "tessera-sdk";
import type { Operation } from "./catalog.js";
import { isJson } from "./globalFlags.js";
import { invoke } from "./invoke.js";
import { openClient } from "./openClient.js";
import { formatOne } from "./output/formats.js";
import { Sink } from "./output/sink.js";
import type { GivenParams } from "./params.js";
import type { AnyClient } from "./sdk.js";
import type { Execution } from "./session.js";

/** Writes the request that a call would begin with. Needs no credentials, and opens no connection. */
export async function showRequest(execution: Execution, given: GivenParams): Promise<void> {
  const calls = await DryRun.open(execution);
  try {
    await calls.write(given);
  } finally {
    await calls.close();
  }
}

/** Calls that end at their first request. */
export class DryRun {
  readonly #execution: Execution;
  readonly #client: AnyClient;
  readonly #recorder: Recorder;

  private constructor(execution: Execution, client: AnyClient, recorder: Recorder) {
    this.#execution = execution;
    this.#client = client;
    this.#recorder = recorder;
  }

  static async open(execution: Execution): Promise<DryRun> {
    const { service, flags, session } = execution;
    const recorder = new Recorder();
    const { client } = await openClient(service, flags, session, { auth: REDACTED, transport: recorder.transport });
    return new DryRun(execution, client, recorder);
  }

  /** The first request of a call; `undefined` if it makes none. @throws What the SDK finds wrong with its parameters. */
  requestOf(given: GivenParams): Promise<PlannedRequest | undefined> {
    return this.#recorder.record((options) => begin(this.#client, this.#execution.operation, given, options));
  }

  /** Writes the first request of a call, and of how many rows it is the first. */
  async write(given: GivenParams, rows?: number): Promise<void> {
    const { operation, flags, session } = this.#execution;
    const { secret = [] } = operation;
    let request = await this.requestOf(given);
    // The parameters themselves have passed the SDK's validation; what is shown is made without their secrets.
    if (secret.length > 0) request = await this.requestOf(withoutSecrets(given, secret));
    const shown = { ...shownOf(operation, request), ...(rows !== undefined && { rows }) };
    const format = flags.output ?? (session.io.stdout.isTTY === true ? "table" : "json");
    const sink = new Sink(session.io.stdout);
    await sink.bytes(isJson(format) ? await formatOne(format, shown) : textOf(shown)).finally(() => sink.release());
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** Calls a method, and requests the begin of a list. */
async function begin(client: AnyClient, operation: Operation, given: GivenParams, options: CallOptions) {
  const result = invoke(client, operation, given, options);
  if (operation.returns !== "pager" && operation.returns !== "iterable") return result;
  for await (const item of result as AsyncIterable<unknown>) return item;
  return undefined;
}

/** Stands for credentials and secret parameters. It is valid where a text, a token or base64 is required. */
const REDACTED = "REDACTED";

/** A request as it would be sent. */
interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it is; of bytes, how many; `"stream"` for a body that is read while it is sent. */
  readonly body?: string | { readonly bytes: number } | "stream";
}

/** A transport that keeps the first request of a call and ends it there. It opens no connection. */
class Recorder {
  #stop = new AbortController();
  #first: PlannedRequest | undefined;

  readonly transport: Transport = {
    send: (request) => {
      this.#first ??= planned(request);
      this.#stop.abort(this);
      return Promise.reject(this);
    },
  };

  /** Runs one call up to its first request, which is returned; `undefined` if it makes none. */
  async record(call: (options: CallOptions) => Promise<unknown>): Promise<PlannedRequest | undefined> {
    this.#first = undefined;
    this.#stop = new AbortController();
    try {
      await call({ signal: this.#stop.signal });
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
    return this.#first;
  }
}

function planned({ method, url, headers, body }: TransportRequest): PlannedRequest {
  const request = { method, url, headers };
  if (body === undefined) return request;
  if (typeof body === "string") return { ...request, body };
  return { ...request, body: typeof body === "function" ? "stream" : { bytes: body.byteLength } };
}

/** Values whose secrets are replaced before a request is made of them: in it they can have any encoding. */
function withoutSecrets<T>(value: T, names: readonly string[]): T {
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, names)) as T;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    names.includes(name) ? redacted(field) : withoutSecrets(field, names),
  ]);
  return Object.fromEntries(fields) as T;
}

/** Neither bytes nor streams, which have no names. */
const isPlain = (value: object) => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;

function redacted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value === undefined ? value : REDACTED;
  if (Array.isArray(value)) return value.map(redacted);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, redacted(field)]));
}

const RETRIES = {
  safe: "A retry is harmless: it ends in the same state.",
  mint: "A retry may create one more unused token, which is harmless.",
  none: "A retry may do damage: after a failure that leaves the outcome open there is none, and the exit code is 9.",
} as const;

/** What a dry run shows. */
interface Shown {
  /** `null` if the parameters require no request. */
  readonly request: PlannedRequest | null;
  /** What a retry would do. */
  readonly idempotency: Operation["idempotency"];
  readonly retry: string;
  /** Of a method that is composed of calls: the endpoints that it may call. */
  readonly plan?: readonly string[];
  /** Of a file: how many rows it has. */
  readonly rows?: number;
}

function shownOf(operation: Operation, request: PlannedRequest | undefined): Shown {
  const { idempotency, kind, endpoints } = operation;
  const plan = kind === "helper" && endpoints.length > 0 && { plan: endpoints.map(({ id, http }) => `${id}: ${http}`) };
  return { request: request ?? null, idempotency, retry: RETRIES[idempotency], ...plan };
}

/** For people: the request as HTTP writes it. */
function textOf({ request, retry, plan, rows }: Shown): string {
  const lines = request === null ? ["No request is needed."] : linesOf(request);
  if (plan !== undefined) lines.push("", "It may call:", ...plan.map((each) => `  ${each}`));
  if (rows !== undefined) lines.push("", `All rows are valid: ${rows}. This is the request of the first.`);
  return `${[...lines, "", `Nothing was sent. ${retry}`].join("\n")}\n`;
}

function linesOf({ method, url, headers, body }: PlannedRequest): string[] {
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (body === undefined) return head;
  if (body === "stream") return [...head, "", "(a stream of bytes)"];
  return [...head, "", typeof body === "string" ? body : `(${body.bytes} bytes)`];
}
