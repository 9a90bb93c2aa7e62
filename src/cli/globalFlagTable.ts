/** The flags that every operation takes, as data. Needs no parser, so that completion is quick. */

export const OUTPUTS = ["json", "ndjson", "csv", "table", "value"] as const;
export type OutputFormat = (typeof OUTPUTS)[number];

export const PROGRESS = ["bar", "lines", "json", "none"] as const;
export type ProgressKind = (typeof PROGRESS)[number];

export interface GlobalFlag {
  readonly name: `--${string}`;
  /** What stands for its value in the help. Absent for a switch. */
  readonly value?: string;
  readonly summary: string;
  readonly values?: readonly string[];
}

export const globalFlags: readonly GlobalFlag[] = [
  { name: "--emulator", summary: "use an emulated service in this process: no account, no network" },
  { name: "--dry-run", summary: "print the request that would be sent, and send nothing" },
  { name: "--yes", summary: "do not ask before something is removed for good" },
  { name: "--output", value: "format", summary: `format of results: ${OUTPUTS.join(", ")}`, values: OUTPUTS },
  { name: "--query", value: "expression", summary: "JMESPath expression over the result; of a list, over each item" },
  { name: "--limit", value: "count", summary: "end a list after so many items" },
  { name: "--page-token", value: "token", summary: "continue a list that --limit ended" },
  { name: "--params", value: "json", summary: "all parameters as one JSON object: the text, @file or -" },
  { name: "--out", value: "file", summary: "write the result to a file" },
  { name: "--wait", summary: "wait for the end of a job" },
  { name: "--retries", value: "count", summary: "retries of a failed request; 0: none" },
  { name: "--timeout", value: "time", summary: "longest time of a request without progress, such as 30s" },
  { name: "--deadline", value: "time", summary: "longest time of a whole call, such as 2m" },
  { name: "--rate", value: "number", summary: "most requests per second; adaptive: as the server allows" },
  { name: "--profile", value: "name", summary: "profile of the settings file" },
  { name: "--verbose", summary: "describe each request on stderr" },
  {
    name: "--progress",
    value: "kind",
    summary: `how progress is shown on stderr: ${PROGRESS.join(", ")}`,
    values: PROGRESS,
  },
  { name: "--no-color", summary: "no colors" },
];

/** The names of all flags that are not parameters, without their dashes. */
export const globalNames: ReadonlySet<string> = new Set([...globalFlags.map(({ name }) => name.slice(2)), "help"]);
