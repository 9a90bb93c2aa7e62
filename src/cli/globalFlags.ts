/** The flags that every operation takes, as the parser of command lines takes them. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { type GlobalFlag, globalFlags, type OutputFormat, type ProgressKind } from "./globalFlagTable.js";

export const isJson = (format: OutputFormat | undefined) => format === "json" || format === "ndjson";

/** As they were given: those that were not are absent. */
export interface GlobalFlags {
  emulator?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  output?: OutputFormat;
  query?: string;
  limit?: number;
  pageToken?: string;
  params?: string;
  out?: string;
  wait?: boolean;
  retries?: number;
  timeout?: number;
  deadline?: number;
  rate?: number | "adaptive";
  profile?: string;
  verbose?: boolean;
  progress?: ProgressKind;
  color?: boolean;
  /** Flags of the service's settings, by the name of the setting. */
  settings?: Readonly<Record<string, string>>;
}

function count(least: number) {
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It must be an integer, ${least} or more.`);
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, `500ms`, `2m`, `1h`; seconds without a unit. In milliseconds. */
function duration(text: string): number {
  const [, amount = "", unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (amount !== "" && milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError("It must be a time above 0, such as 30s, 500ms or 2m.");
}

function perSecond(text: string): number | "adaptive" {
  if (text === "adaptive") return text;
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It must be a number of requests per second above 0, or adaptive.");
}

/** Names that are separated by commas, also of a flag that is given several times. */
function names(text: string, before: unknown): readonly string[] {
  const more = text.split(",").map((name) => name.trim());
  return [...((before as readonly string[] | undefined) ?? []), ...more.filter((name) => name !== "")];
}

/** How the text of a flag is read, where it is not taken as it is. */
const parsers: Readonly<Record<string, (text: string, before: unknown) => unknown>> = {
  "--allow": names,
  "--concurrency": count(0),
  "--limit": count(1),
  "--retries": count(0),
  "--timeout": duration,
  "--deadline": duration,
  "--rate": perSecond,
  "--services": names,
};

export const addGlobalOptions = (command: Command) => addOptions(command, globalFlags);

export function addOptions(command: Command, flags: readonly GlobalFlag[]): Command {
  for (const { name, value, summary, values } of flags) {
    const option = new Option(value === undefined ? name : `${name} <${value}>`, summary);
    const parse = parsers[name];
    if (values !== undefined) option.choices(values);
    if (parse !== undefined) option.argParser(parse);
    command.addOption(option);
  }
  return command;
}
