/**
 * `tessera complete -- <words>`: what an unfinished command line can go on with. Shells call it with each tab, so it loads
 * neither the parser nor the SDK.
 */

import { bulkNames, otherFlags, redisVerbs, rowFlags } from "../bulk/flagTable.js";
import { workerFlags } from "../bulk/workerFlags.js";
import { loadOperations, type OperationSummary, type ServiceSummary, services } from "../catalog.js";
import { withoutEffect } from "../fittingFlags.js";
import { type GlobalFlag, globalFlags, globalNames } from "../globalFlagTable.js";
import type { Io } from "../io.js";
import { serverFlags, toolFlags } from "../mcp/flagTable.js";
import { firstSentence, kebab } from "../names.js";
import { ownCommands } from "../ownCommands.js";
import { documentedValues, flagsOf } from "../paramFlags.js";
import { accessFlags, nameFlag } from "../redis/flagTable.js";
import { alternatives } from "../schema.js";
import { flagOf, settingsOf } from "../settings/catalog.js";
import { scripts } from "./scripts.js";

/** Something that a word can be. */
interface Candidate {
  readonly text: string;
  readonly description: string;
}

/** A flag, as far as it matters for what follows. */
interface Flag extends Candidate {
  /** `optional`: `true` and `false` may follow. Absent for a switch. */
  readonly takesValue?: "always" | "optional";
  readonly values?: readonly string[];
}

/** @param words those after `tessera`, up to the cursor. The last one may be unfinished or empty. */
export async function complete(words: readonly string[], { stdout }: Pick<Io, "stdout">): Promise<number> {
  const lines = (await candidates(words)).map(({ text, description }) => `${text}\t${firstSentence(description)}\n`);
  if (lines.length > 0) stdout.write(lines.join(""));
  return 0;
}

async function candidates(given: readonly string[]): Promise<readonly Candidate[]> {
  const words = [...given];
  const current = words.pop() ?? "";
  // Bash makes `--output=js` three words.
  if (current === "=") return valuesOf(await flagsAfter(words), words.at(-1) ?? "", "", "");
  if (words.at(-1) === "=") return valuesOf(await flagsAfter(words), words.at(-2) ?? "", current, "");
  const [, flag, start] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  if (flag !== undefined) return valuesOf(await flagsAfter(words), flag, start ?? "", `${flag}=`);
  const { path, open, flags } = await placeOf(words);
  if (open !== undefined && !(open.takesValue === "optional" && current.startsWith("-"))) {
    return valuesOf([open], open.text, current, "");
  }
  const found = current.startsWith("-") || path === undefined ? flags : path;
  return found.filter(({ text }) => text.startsWith(current));
}

const flagsAfter = async (words: readonly string[]) => (await placeOf(words)).flags;

function valuesOf(flags: readonly Flag[], name: string, start: string, before: string): readonly Candidate[] {
  const { values = [] } = flags.find(({ text }) => text === name) ?? {};
  return values.filter((value) => value.startsWith(start)).map((text) => ({ text: before + text, description: "" }));
}

interface Place {
  /** The words that may follow. `undefined` after a method. */
  readonly path: readonly Candidate[] | undefined;
  readonly flags: readonly Flag[];
  /** The flag whose value follows. */
  readonly open: Flag | undefined;
}

function completable({ name, value, summary, values = [] }: GlobalFlag): Flag {
  return { text: name, description: summary, values, ...(value !== undefined && { takesValue: "always" as const }) };
}

const always: readonly Flag[] = globalFlags.map(completable);
const ofBulkRuns: readonly Flag[] = [...rowFlags, ...otherFlags].map(completable);
const ofWorkers: readonly Flag[] = workerFlags.map(completable);
/** Of commands for a bulk in Redis. */
const ofControl: readonly Flag[] = [...accessFlags, nameFlag].map(completable);
const ofServers: readonly Flag[] = [...toolFlags, ...serverFlags].map(completable);

/** Where the words lead: to a service, a resource or a method. */
async function placeOf(words: readonly string[]): Promise<Place> {
  let flags = always;
  let open: Flag | undefined;
  const path: string[] = [];
  for (const word of words) {
    if (open !== undefined && !(open.takesValue === "optional" && word.startsWith("-"))) {
      open = undefined;
    } else if (word.startsWith("-")) {
      const flag = flags.find(({ text }) => text === word);
      open = flag?.takesValue === undefined ? undefined : flag;
    } else {
      open = undefined;
      path.push(word);
      flags = await flagsOfPath(path, flags);
    }
  }
  return { path: following(path), flags, open };
}

async function flagsOfPath(path: readonly string[], flags: readonly Flag[]): Promise<readonly Flag[]> {
  if (path[0] === "worker") return ofWorkers;
  if (path[0] === "bulk" && path.length > 1 && !isBulkRun(path)) return [...ofControl, ...always];
  if (path.length === 1 && path[0] === "mcp") return ofServers;
  const isBulk = isBulkRun(path);
  const [serviceName, ...words] = isBulk ? path.slice(2) : path;
  const service = serviceOf(serviceName);
  const summary = service && methodOf(service, words);
  if (service === undefined || summary === undefined) return flags;
  const operation = (await loadOperations(service.name)).find(({ id }) => id === summary.id);
  if (operation === undefined) return flags;
  const own = flagsOf(operation, isBulk ? bulkNames : globalNames).map(({ name, schema, root }): Flag => {
    const isSwitch = alternatives(schema, root).every(({ type }) => type === "boolean");
    const values = isSwitch ? ["true", "false"] : documentedValues(schema, root);
    const description = schema.description ?? "";
    return { text: `--${name}`, description, values, takesValue: isSwitch ? "optional" : "always" };
  });
  const taken = new Set(own.map(({ text }) => text));
  const settings = [...settingsOf(service.name)]
    .filter(([name, { isFlag }]) => isFlag !== false && !taken.has(flagOf(name)))
    .map(([name, { summary: description, values = [] }]): Flag => {
      return { text: flagOf(name), description, values, takesValue: "always" };
    });
  const ignored = withoutEffect(operation);
  return [...own, ...settings, ...(isBulk ? ofBulkRuns : always.filter(({ text }) => !ignored.has(text)))];
}

const isBulkRun = ([command, verb]: readonly string[]) => command === "bulk" && verb === "run";

const serviceOf = (word: string | undefined) => services.find(({ name }) => name === word);

/** Names are accepted in both spellings. */
const isNamed = (name: string, word: string | undefined) => word === name || word === kebab(name);

/** The method that the words after a service name, if they do. */
function methodOf({ operations }: ServiceSummary, words: readonly string[]): OperationSummary | undefined {
  return operations.find(({ resource, method }) =>
    resource === undefined
      ? words.length === 1 && isNamed(method, words[0])
      : words.length === 2 && isNamed(resource, words[0]) && isNamed(method, words[1]),
  );
}

const servicesToName = services.map(({ name, summary }) => ({ text: name, description: summary }));

function following(path: readonly string[]): readonly Candidate[] | undefined {
  if (isBulkRun(path)) return path.length > 2 ? following(path.slice(2)) : servicesToName;
  const [first, resource, ...rest] = path;
  if (first === undefined) {
    return [...servicesToName, ...ownCommands.map(({ name, summary }) => ({ text: name, description: summary }))];
  }
  const service = serviceOf(first);
  if (service === undefined) return resource === undefined ? followingOwn(first) : [];
  const { operations } = service;
  if (resource === undefined) return [...new Map(operations.map(candidateIn)).values()];
  if (rest.length > 0 || methodOf(service, [resource]) !== undefined) return undefined;
  return operations
    .filter((each) => each.resource !== undefined && isNamed(each.resource, resource))
    .map(({ method, summary }) => ({ text: kebab(method), description: summary }));
}

/** A resource, or a method of the client itself. */
function candidateIn({ resource, method, summary }: OperationSummary): [string, Candidate] {
  const text = kebab(resource ?? method);
  return [text, { text, description: resource === undefined ? summary : "" }];
}

function followingOwn(command: string): readonly Candidate[] {
  const of = (...names: string[]) => names.map((text) => ({ text, description: "" }));
  if (command === "request" || command === "operations") return servicesToName;
  if (command === "bulk") return of("run", "status", "retry", ...redisVerbs.map(({ verb }) => verb));
  if (command === "config") return of("path", "show", "check");
  return command === "complete" ? of(...scripts.keys()) : [];
}
