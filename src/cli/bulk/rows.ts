/** The rows of a file as parameters. What is wrong with a row is the error of that row. */
import { access } from "node:fs/promises";
import type { ParamIssue } from "tessera-sdk";
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { ParamFlag } from "../paramFlags.js";
import { nameFile } from "../params.js";
import { propertiesOf } from "../schema.js";
import type { Sources } from "../sources.js";
import { toParam } from "../values.js";
import { type Column, columnsOf, type SingleItem, singleItemOf } from "./columns.js";
import type { CsvRecord } from "./csv.js";
import { type JsonLine, openInput } from "./input.js";

type Fields = Readonly<Record<string, unknown>>;

/** A row that cannot be made parameters of. It passes for one, as it ends as a row that failed. */
export class BadRow {
  readonly [name: string]: unknown;

  /** @param place where it comes from, if it was read elsewhere. */
  constructor(
    readonly issues: readonly ParamIssue[],
    readonly place?: string,
  ) {}
}

/** What is the same for all rows. */
export interface RowsOptions {
  readonly operation: Operation;
  /** Path of the file; `-` for stdin. */
  readonly input: string;
  /** The column, or the field, that names rows. */
  readonly key: string | undefined;
  /** Parameters of all rows, in which those of a row take precedence. */
  readonly common: Fields;
  readonly sources: Sources;
}

/** Where a row comes from. */
interface Origin {
  readonly line: number;
  readonly key: string | undefined;
}

/** The rows of a file, each read when it is needed. */
export class FileRows implements AsyncIterable<Fields> {
  /** How errors name the file. */
  readonly #name: string;
  readonly #rows: AsyncIterable<readonly [Fields, Origin]>;
  readonly #origins = new WeakMap<object, Origin>();
  #count = 0;

  private constructor(name: string, rows: AsyncIterable<readonly [Fields, Origin]>) {
    this.#name = name;
    this.#rows = rows;
  }

  /** @throws A {@link UsageError} if the file cannot be read, or its columns do not fit. */
  static async open(options: RowsOptions): Promise<FileRows> {
    const { operation, input: path, key, common } = options;
    if (key !== undefined && operation.secret?.includes(key.split(".").at(-1) ?? "")) {
      throw new UsageError("--key: is a secret, and keys are shown");
    }
    const name = path === "-" ? "stdin" : path;
    const input = await openInput(path, name, options.sources);
    if (input.format === "ndjson") return new FileRows(name, jsonRows(input.records, options));
    try {
      const columns = columnsOf(input.header, operation, Object.keys(common), key);
      return new FileRows(name, csvRows(input.records, columns, options));
    } catch (error) {
      await input.records.return(undefined);
      throw error instanceof UsageError ? new UsageError(`${name}, line 1: ${error.message}`) : error;
    }
  }

  /** How many were read. */
  get count(): number {
    return this.#count;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Fields, void, undefined> {
    for await (const [row, origin] of this.#rows) {
      this.#count++;
      this.#origins.set(row, origin);
      yield row;
    }
  }

  /** Names a row: by its key, else by its number. */
  keyOf(row: object, number: number): string {
    return this.#origins.get(row)?.key ?? String(number);
  }

  /** For messages. `undefined` for parameters that are not a row's own. */
  placeOf(row: object): string | undefined {
    const origin = this.#origins.get(row);
    return origin && `${this.#name}, line ${origin.line}`;
  }
}

async function* csvRows(records: AsyncIterable<CsvRecord>, columns: readonly Column[], options: RowsOptions) {
  const single = singleItemOf(options.operation);
  for await (const { line, cells } of records) {
    const keyCell = cells[columns.findIndex(({ name }) => name === options.key)];
    const issues: ParamIssue[] = [];
    if (cells.length !== columns.length) {
      issues.push({ path: "row", message: `has ${cells.length} cells, and the header has ${columns.length}` });
    }
    let params = { ...options.common };
    for (const [index, { name, param }] of columns.entries()) {
      const cell = cells[index] ?? "";
      // An empty cell is a parameter that is not given.
      if (param === undefined || cell === "") continue;
      try {
        params = await withCell(params, param, cell, options.sources);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        issues.push({ path: name, message: error.message });
      }
    }
    yield finished(withList(params, single), { line, key: keyCell }, issues, options);
  }
}

async function* jsonRows(lines: AsyncIterable<JsonLine>, options: RowsOptions) {
  const { operation, key } = options;
  const single = singleItemOf(operation);
  const root = operation.params ?? {};
  // A field that only names rows is not a parameter.
  const name = key !== undefined && propertiesOf(root, root)[key] === undefined ? key : "";
  for await (const { line, text } of lines) {
    const row = parsed(text);
    const issues = row === undefined ? [{ path: "row", message: "must be a JSON object on a line of its own" }] : [];
    const found = key === undefined ? undefined : key.split(".").reduce(fieldOf, row as unknown);
    const { [name]: _, ...params } = { ...options.common, ...row };
    const isText = typeof found === "string" || typeof found === "number";
    yield finished(withList(params, single), { line, key: isText ? String(found) : undefined }, issues, options);
  }
}

function parsed(text: string): Fields | undefined {
  try {
    const row: unknown = JSON.parse(text);
    return typeof row === "object" && row !== null && !Array.isArray(row) ? (row as Fields) : undefined;
  } catch {
    return undefined;
  }
}

const fieldOf = (value: unknown, name: string) => (value as Fields | null | undefined)?.[name];

function finished(
  params: Fields,
  { line, key = "" }: Origin,
  issues: readonly ParamIssue[],
  { key: keyName }: RowsOptions,
): readonly [Fields, Origin] {
  const all =
    keyName !== undefined && key === "" ? [...issues, { path: keyName, message: "must name the row" }] : issues;
  const origin = { line, key: key === "" ? undefined : key };
  return [all.length > 0 ? new BadRow(all) : params, origin];
}

/** With a list in place of its one item. */
function withList(params: Fields, single: SingleItem | undefined): Fields {
  if (single === undefined || params[single.name] === undefined) return params;
  const { [single.name]: item, ...rest } = params;
  return { ...rest, [single.list]: [item] };
}

/** What the decoder puts in place of bytes that are not UTF-8. */
const REPLACEMENT = "\uFFFD";

async function withCell(params: Fields, param: ParamFlag, cell: string, sources: Sources): Promise<Fields> {
  if (cell.includes(REPLACEMENT)) throw new UsageError("is not UTF-8");
  const { path, schema, root } = param;
  if (!param.isFile) return withField(params, path, toParam(cell, schema, root));
  const reference = `@${cell}`;
  await access(cell).catch(({ code }) => {
    throw new UsageError(`is a file that cannot be read (${code})`);
  });
  const file = withField(params, path, sources.content(reference));
  nameFile(file, param, reference);
  return file;
}

/** A copy with one field more; what it has in common with the original is shared. */
function withField(fields: Fields, [name = "", ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  if (rest.length === 0) return { ...fields, [name]: value };
  const inner = fields[name];
  return {
    ...fields,
    [name]: withField(typeof inner === "object" && inner !== null ? (inner as Fields) : {}, rest, value),
  };
}
