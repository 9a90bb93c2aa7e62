/** The parameters of a call, from `--params` and the flags. */
import { basename } from "node:path";
import type { Operation } from "./catalog.js";
import { UsageError } from "./exit.js";
import type { Given } from "./flags.js";
import type { ParamFlag } from "./paramFlags.js";
import { isReference, type Sources } from "./sources.js";
import { toParam } from "./values.js";

type Fields = Record<string, unknown>;

export interface GivenParams {
  readonly params: Fields;
  /** The method's own options. */
  readonly options: Fields;
}

/** @throws A {@link UsageError} that names the flag, if a text cannot be read, or is a secret that all can see. */
export async function paramsOf(
  { secret = [] }: Pick<Operation, "secret">,
  whole: string | undefined,
  given: readonly Given[],
  sources: Sources,
): Promise<GivenParams> {
  const all = { params: whole === undefined ? {} : await wholeParams(whole, secret, sources), options: {} };
  const lists = new Map<ParamFlag, unknown[]>();
  for (const { flag, text } of given) {
    const value = await named(flag.name, () => readValue(flag, text, secret, sources));
    const fields = all[flag.kind];
    if (flag.isFile) nameFile(fields, flag, text);
    // A list is given item by item, in place of that in `--params`.
    if (Array.isArray(value)) lists.set(flag, [...(lists.get(flag) ?? []), ...value]);
    fieldsAt(fields, flag.path.slice(0, -1))[flag.path.at(-1) ?? ""] = lists.get(flag) ?? value;
  }
  return all;
}

/** Adds the name of a flag to what is wrong with its text. */
async function named<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--${name}: ${error.message}`);
    throw error;
  }
}

function wholeParams(text: string, secret: readonly string[], sources: Sources): Promise<Fields> {
  return named("params", async () => {
    const params = parse(await sources.text(text));
    if (typeof params !== "object" || params === null || Array.isArray(params)) {
      throw new UsageError("must be a JSON object");
    }
    if (!isReference(text)) refuseSecrets(params, secret);
    return params as Fields;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote what may be a secret.
    throw new UsageError("is not valid JSON");
  }
}

/** Not for a secret, which `--params` refuses on the command line, too. */
const IN_PARAMS = "; a text that begins with @ can be given in `--params`";

async function readValue(flag: ParamFlag, text: string, secret: readonly string[], sources: Sources): Promise<unknown> {
  const { schema, root } = flag;
  if (flag.isFile) return sources.content(text);
  if (flag.isSecret && !isReference(text)) refuse();
  const read = await sources.text(text, flag.isSecret ? "" : IN_PARAMS);
  const value = toParam(read, schema, root);
  if (!isReference(text)) refuseSecrets(value, secret);
  return value;
}

/** Content that is a stream has no name: the file has that of its path. */
export function nameFile(fields: Fields, { path }: ParamFlag, text: string): void {
  if (text === "-") return;
  const file = fieldsAt(fields, path.slice(0, -1));
  file.name ??= basename(text.slice(1));
}

/** The object at a path, which is made if it is not there. */
function fieldsAt(fields: Fields, path: readonly string[]): Fields {
  let at = fields;
  for (const name of path) {
    const inner = at[name];
    const next = typeof inner === "object" && inner !== null ? (inner as Fields) : {};
    at[name] = next;
    at = next;
  }
  return at;
}

/** Command lines are seen by every user of the machine, and kept by shells. */
function refuseSecrets(value: unknown, secret: readonly string[]): void {
  if (secretIn(value, secret) !== undefined) refuse();
}

/** The name of a secret that a value holds, at any depth. */
export function secretIn(value: unknown, secret: readonly string[]): string | undefined {
  if (secret.length === 0 || typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = secret.includes(name) && inner !== undefined ? name : secretIn(inner, secret);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refuse(): never {
  throw new UsageError("is a secret, which others can read on a command line: give it as @file, @env:NAME or -");
}
