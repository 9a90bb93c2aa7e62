/** Writes the result of a call, by how it comes. */
import type { Pager } from "tessera-sdk";
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import { conditions } from "../fittingFlags.js";
import { type GlobalFlags, isJson } from "../globalFlags.js";
import type { OutputFormat } from "../globalFlagTable.js";
import type { Interruption } from "../interruption.js";
import type { Io } from "../io.js";
import { kebab } from "../names.js";
import { type Progress, startProgress } from "../progress.js";
import { itemsOf, propertiesOf, resolved } from "../schema.js";
import type { Session } from "../session.js";
import { tellFailures } from "./failures.js";
import { formatOne, listFormat } from "./formats.js";
import { placeOf, textOf, writeItems, writePages } from "./list.js";
import { intoFile } from "./outFile.js";
import { oneLine, toJson } from "./printable.js";
import { compileQuery, type Query } from "./query.js";
import { Sink } from "./sink.js";

/** What a job of FlowerDocs has. */
interface Job {
  wait(options: {
    signal: AbortSignal;
    onProgress(progress: { status?: string }): void;
  }): Promise<AsyncIterable<Uint8Array>>;
}

export interface Output {
  /** Makes the call and writes its result. */
  write(call: () => unknown, interruption: Interruption): Promise<void>;
}

/**
 * Everything about the output that can be wrong is found before the call.
 *
 * @throws A {@link UsageError} if a flag does not fit the operation.
 */
export async function prepareOutput(operation: Operation, flags: GlobalFlags, session: Session): Promise<Output> {
  const { io } = session;
  checkFlags(operation, flags, io);
  const { query: expression, out } = flags;
  const query = expression === undefined ? undefined : await compileQuery(expression, hint(operation));
  const writer = new ResultWriter(operation, flags, session, query);
  return {
    async write(call, interruption) {
      if (out !== undefined) return intoFile(out, (sink) => writer.write(sink, call, interruption));
      const sink = new Sink(io.stdout);
      await writer.write(sink, call, interruption).finally(() => sink.release());
    },
  };
}

const hint = ({ params }: Operation) =>
  params?.properties?.query === undefined ? "" : " The parameter of that name is --params.query.";

/** The begin of a JMESPath expression that selects from a list, as `[]`, `[*]`, `[0]`, `[1:]` and `[?…]` do. */
const SELECTION = /^\s*\[\s*[\]*?:\d-]/;

/** A flag without effect is an error, as whoever gave it expects one. */
function checkFlags(operation: Operation, flags: GlobalFlags, { stdout }: Io): void {
  const { returns } = operation;
  const isList = returns === "pager" || returns === "iterable";
  const isBytes = returns === "download" || (returns === "job" && flags.wait === true);
  const refuse = (flag: string, reason: string) => {
    throw new UsageError(`--${flag}: ${reason}`);
  };
  for (const [name, { fits, otherwise }] of Object.entries(conditions)) {
    if (flags[name as keyof GlobalFlags] !== undefined && otherwise !== undefined && !fits(operation)) {
      refuse(kebab(name), otherwise);
    }
  }
  if (flags.query !== undefined && isBytes) refuse("query", "the result is a file");
  if (isList && SELECTION.test(flags.query ?? "")) {
    refuse(
      "query",
      "is applied to each item of the list: leave out the selection at its begin; `[@][?…] | [0]` filters",
    );
  }
  if (flags.out !== undefined && returns === "job" && flags.wait !== true)
    refuse("out", "takes a file only with --wait");
  if (isBytes && flags.out === undefined && stdout.isTTY === true)
    refuse("out", "is required, as the result is a file");
}

class ResultWriter {
  readonly #operation: Operation;
  readonly #flags: GlobalFlags;
  readonly #session: Session;
  readonly #query: Query | undefined;

  constructor(operation: Operation, flags: GlobalFlags, session: Session, query: Query | undefined) {
    this.#operation = operation;
    this.#flags = flags;
    this.#session = session;
    this.#query = query;
  }

  async write(sink: Sink, call: () => unknown, interruption: Interruption): Promise<void> {
    const { returns } = this.#operation;
    if (returns === "pager") return this.#pages(sink, call() as Pager<unknown>, interruption);
    if (returns === "iterable") return this.#items(sink, call() as AsyncIterable<unknown>, interruption);
    const result = await call();
    if (returns === "download") return writeBytes(sink, result as AsyncIterable<Uint8Array>);
    if (returns === "job" && this.#flags.wait === true) {
      return writeBytes(sink, await this.#waited(result as Job, interruption.end));
    }
    if (result !== undefined && returns !== "void") await this.#value(sink, result);
    if (returns === "job") this.#session.warn("Only --wait gets the file of the job.");
    tellFailures(result, this.#operation, this.#session);
  }

  async #waited(job: Job, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const progress = startProgress("waiting for the job", this.#flags, this.#session);
    progress.update({});
    const onProgress = ({ status = "unknown" }) => progress.update({ more: { status } });
    try {
      return await job.wait({ signal, onProgress });
    } finally {
      progress.end();
    }
  }

  async #value(sink: Sink, result: unknown): Promise<void> {
    const found = this.#query === undefined ? result : this.#query(result);
    await sink.bytes(await formatOne(this.#format("json", "json"), found));
  }

  async #pages(sink: Sink, pager: Pager<unknown>, { drain }: Interruption): Promise<void> {
    const { limit, pageToken = "" } = this.#flags;
    const options = { format: this.#listFormat(), query: this.#query, limit, place: placeOf(pageToken), drain };
    const progress = this.#listProgress();
    const onItems = (done: number) => progress?.update({ done, total: limit });
    const rest = await writePages(pager, sink, { ...options, onItems }).finally(() => progress?.end());
    if (rest !== undefined) this.#tellRest(textOf(rest));
    drain.throwIfAborted();
  }

  async #items(sink: Sink, items: AsyncIterable<unknown>, { drain }: Interruption): Promise<void> {
    const { limit } = this.#flags;
    const progress = this.#listProgress();
    const onItems = (done: number) => progress?.update({ done, total: limit });
    const options = { format: this.#listFormat(), query: this.#query, limit, drain, onItems };
    await writeItems(items, sink, options).finally(() => progress?.end());
    drain.throwIfAborted();
  }

  /** Only if it is requested, and not between results on the same terminal. */
  #listProgress(): Progress | undefined {
    const { verbose, progress, out } = this.#flags;
    const isMixed = out === undefined && this.#session.io.stdout.isTTY === true;
    const isShown = progress !== undefined || (verbose === true && !isMixed);
    return isShown ? startProgress("items", this.#flags, this.#session) : undefined;
  }

  #tellRest(pageToken: string): void {
    const text = isJson(this.#flags.output)
      ? toJson({ pageToken })
      : `To continue: --page-token ${quotedForShell(oneLine(pageToken))}`;
    this.#session.io.stderr.write(`${text}\n`);
  }

  #listFormat() {
    // A query changes what the items are.
    const columns = this.#query === undefined ? columnsOf(this.#operation) : undefined;
    return listFormat(this.#format("table", "ndjson"), columns);
  }

  /** People read tables, programs JSON. */
  #format(onTerminal: OutputFormat, elsewhere: OutputFormat): OutputFormat {
    const { output, out } = this.#flags;
    return output ?? (out === undefined && this.#session.io.stdout.isTTY === true ? onTerminal : elsewhere);
  }
}

/** A server chooses the token, and people copy the line into a shell. */
const quotedForShell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The documented fields of the items of a list: those of a page, or what an iterable has. */
function columnsOf({ result }: Operation): readonly string[] | undefined {
  if (result === null) return undefined;
  const { items } = result.properties ?? {};
  const item = items === undefined ? result : itemsOf(resolved(items, result), result);
  const names = Object.keys(propertiesOf(item, result));
  return names.length === 0 ? undefined : names;
}

async function writeBytes(sink: Sink, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    await sink.bytes(chunk);
    if (sink.isClosed) return;
  }
}
