/** The flags that every operation takes. */
import { type Command, InvalidArgumentError, Option } from "commander";

export const OUTPUTS = ["json", "ndjson", "csv", "table", "value"] as const;
export type OutputFormat = (typeof OUTPUTS)[number];

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
  progress?: "bar" | "lines" | "json" | "none";
  color?: boolean;
}

export function count(least: number) {
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
  const number = Number(text);
  if (text === "adaptive" || (number > 0 && Number.isFinite(number))) return text === "adaptive" ? text : number;
  throw new InvalidArgumentError('It must be a number of requests per second above 0, or "adaptive".');
}

export const globalOptions = (): Option[] => [
  new Option("--emulator", "use an emulated service in this process: no account, no network"),
  new Option("--dry-run", "print the request that would be sent, and send nothing"),
  new Option("--yes", "do not ask before something is removed for good"),
  new Option("--output <format>", `format of results: ${OUTPUTS.join(", ")}`).choices(OUTPUTS),
  new Option("--query <expression>", "JMESPath expression over the result; of a list, over each item"),
  new Option("--limit <count>", "end a list after so many items").argParser(count(1)),
  new Option("--page-token <token>", "continue a list that --limit ended"),
  new Option("--params <json>", "all parameters as one JSON object: the text, @file or -"),
  new Option("--out <file>", "write the result to a file"),
  new Option("--wait", "wait for the end of a job"),
  new Option("--retries <count>", "retries of a failed request; 0: none").argParser(count(0)),
  new Option("--timeout <time>", "longest time of a request without progress, such as 30s").argParser(duration),
  new Option("--deadline <time>", "longest time of a whole call, such as 2m").argParser(duration),
  new Option("--rate <number>", "most requests per second; adaptive: as the server allows").argParser(perSecond),
  new Option("--profile <name>", "profile of the settings file"),
  new Option("--verbose", "describe each request on stderr"),
  new Option("--progress <kind>", "how progress is shown on stderr: bar, lines, json, none").choices([
    "bar",
    "lines",
    "json",
    "none",
  ]),
  new Option("--no-color", "no colors"),
];

/** The names of all flags that are not parameters, without their dashes. */
export const globalNames: ReadonlySet<string> = new Set([
  ...globalOptions().map(({ long = "" }) => long.replace("--", "")),
  "help",
]);

/** @param without names of those that have no effect on a command. */
export function addGlobalOptions(command: Command, without: readonly string[] = []): Command {
  for (const option of globalOptions()) if (!without.includes(option.name())) command.addOption(option);
  return command;
}
