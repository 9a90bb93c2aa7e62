/** The formats of results. A list is written in batches, so that it need not fit into memory. */
import type { OutputFormat } from "../globalFlagTable.js";
import { oneLine, toJson } from "./printable.js";

export interface ListFormat {
  /** The text of some more items. */
  batch(items: readonly unknown[]): string | Promise<string>;
  /** What follows the last item. */
  end(): string;
}

/** @param columns of tables, where they are known: those of the documented fields. */
export function listFormat(format: OutputFormat, columns: readonly string[] | undefined): ListFormat {
  if (format === "json") return jsonList();
  if (format === "csv") return csvList(columns);
  if (format === "table") return tableList(columns);
  const line = format === "ndjson" ? (item: unknown) => toJson(item ?? null) : plain;
  return { batch: (items) => items.map((item) => `${line(item)}\n`).join(""), end: () => "" };
}

/** The text of one result. Lists have a row for each item where the format has rows. */
export async function formatOne(format: OutputFormat, value: unknown): Promise<string> {
  if (format === "json") return `${toJson(value, 2)}\n`;
  if (format === "ndjson" && !Array.isArray(value)) return `${toJson(value)}\n`;
  if (format === "table" && isFields(value)) return pairs(value);
  const list = listFormat(format, undefined);
  return (await list.batch(Array.isArray(value) ? value : [value])) + list.end();
}

function jsonList(): ListFormat {
  let isFirst = true;
  return {
    batch(items) {
      const texts = items.map((item) => indent(toJson(item ?? null, 2)));
      if (texts.length === 0) return "";
      const start = isFirst ? "[\n" : ",\n";
      isFirst = false;
      return start + texts.join(",\n");
    },
    end: () => (isFirst ? "[]\n" : "\n]\n"),
  };
}

/** Texts may hold U+2028, which is the end of a line for a regular expression. */
const indent = (text: string) => `  ${text.replaceAll("\n", "\n  ")}`;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without quotes: texts as they are, all else as JSON. */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : toJson(value);
}

/** An item other than an object is a row of one column. */
const rowOf = (item: unknown): Fields => (isFields(item) ? item : { value: item });

/** The columns stay those of the first batch: a line that was written cannot change. */
function csvList(documented: readonly string[] | undefined): ListFormat {
  let columns = documented;
  let isFirst = true;
  return {
    async batch(items) {
      const rows = items.map(rowOf);
      if (rows.length > 0) columns ??= namesIn(rows);
      const names = columns;
      if (names === undefined || !(isFirst || rows.length > 0)) return "";
      const { stringify } = await import("csv-stringify/sync");
      const records = rows.map((row) => names.map((name) => plain(row[name])));
      const head = isFirst ? [[...names]] : [];
      isFirst = false;
      return stringify([...head, ...records]);
    },
    end: () => "",
  };
}

const namesIn = (rows: readonly Fields[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Of one cell, in characters. */
const WIDEST = 60;

/** Each batch has the columns that its items have. */
function tableList(documented: readonly string[] | undefined): ListFormat {
  return {
    async batch(items) {
      if (items.length === 0) return "";
      const rows = items.map(rowOf);
      const found = namesIn(rows);
      const columns = documented?.filter((name) => found.includes(name)) ?? found;
      return table(
        columns,
        rows.map((row) => columns.map((name) => cell(row[name]))),
      );
    },
    end: () => "",
  };
}

const pairs = (value: Fields) =>
  table(
    [],
    Object.entries(value).map(([name, field]) => [cell(name), cell(field)]),
  );

async function table(head: readonly string[], rows: readonly string[][]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const names = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
  const inner = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"];
  const chars = { ...Object.fromEntries([...names, ...inner].map((name) => [name, ""])), middle: "  " };
  const style = { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true };
  const drawn = new Table({ head: head.map(cell), chars, style });
  // Not all at once: a call takes only so many arguments.
  for (const row of rows) drawn.push(row);
  return `${drawn.toString().replace(/ +$/gm, "")}\n`;
}

/** On one line, and without characters that terminals act upon. */
function cell(value: unknown): string {
  const text = oneLine(plain(value));
  // Not half a character.
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}
