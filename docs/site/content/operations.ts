/** A page for each operation, from the manifest. */

import { kebab } from "../../../src/cli/names.js";
import { flagsOf } from "../../../src/cli/paramFlags.js";
import { loadOperations, services } from "../../../src/operations/index.js";
import type { Operation, OperationEndpoint, ServiceSummary } from "../../../src/operations/types.js";
import { cell, fenced, frontMatter, prose, table } from "./markdown.js";
import { writePage } from "./paths.js";
import { fieldRows } from "./schemaText.js";

/** Where the page of an operation is, without its ending. */
export const operationPath = (service: string, id: string) => `operations/${service}/${id}`;

/** @returns how many pages were written: one for each operation, one for each service, and the list of services. */
export async function writeOperations(): Promise<void> {
  for (const service of services) {
    const operations = await loadOperations(service.name);
    for (const each of operations) await writePage(`${operationPath(service.name, each.id)}.md`, operationPage(each));
    await writePage(`operations/${service.name}/index.md`, servicePage(service, operations));
  }
  await writePage("operations/index.md", indexPage());
}

function indexPage(): string {
  const rows = services.map(({ name, client, summary, operations }) => [
    `[${name}](/operations/${name}/)`,
    `\`${client}\``,
    String(operations.length),
    cell(summary),
  ]);
  const text = "Every method of every client, with its request, its parameters and what a retry of it does.";
  return `${frontMatter({ title: "Operations" })}# Operations\n\n${text}\n\n${table(["Service", "Client", "Methods", ""], rows)}`;
}

function servicePage({ name, client, summary, entry }: ServiceSummary, operations: readonly Operation[]): string {
  const rows = operations.map(({ id, effect, summary: first, deprecated }) => [
    `[\`${id}\`](/${operationPath(name, id)})`,
    effect,
    `${cell(first)}${deprecated === undefined ? "" : " *Deprecated.*"}`,
  ]);
  return [
    frontMatter({ title: `${client}: operations` }),
    `# ${client}\n\n${prose(summary)} From \`${entry}\`.\n\n`,
    table(["Method", "Effect", ""], rows),
  ].join("");
}

function operationPage(operation: Operation): string {
  const { client, id, description, deprecated, params, options, result } = operation;
  const sections = [
    frontMatter({ title: `${id} (${client})`, description: operation.summary, outline: [2, 3] }),
    `# ${id}\n\n${deprecated === undefined ? "" : warning(deprecated)}${prose(description)}\n\n`,
    heading("Request", requestText(operation)),
    heading("Parameters", params && table(["Name", "Type", "Required", ""], fieldRows(params, { withRequired: true }))),
    heading("Options", options && table(["Name", "Type", "Required", ""], fieldRows(options, { withRequired: true }))),
    heading(
      "Result",
      resultText(operation, result && table(["Name", "Type", ""], fieldRows(result, { withRequired: false }))),
    ),
    heading("In TypeScript", operation.examples.map((code) => fenced("ts", code)).join("\n")),
    heading("On the command line", commandText(operation)),
    heading("If it fails", failureText(operation)),
    heading("See also", operation.see.map((url) => `- <${url}>`).join("\n")),
  ];
  return sections.join("");
}

const heading = (title: string, text: string | null | undefined) =>
  text ? `## ${title}\n\n${text.trimEnd()}\n\n` : "";

const warning = (text: string) => `::: warning Deprecated\n${prose(text)}\n:::\n\n`;

const EFFECTS = {
  read: "It changes nothing.",
  write: "It changes something at the vendor.",
  destroy: "It removes something for good: the command asks first.",
} as const;

const IDEMPOTENCY = {
  safe: "A second request ends in the same state, so it is retried after a lost response.",
  mint: "A second request creates one more unused token, which does no harm, so it is retried after a lost response.",
  none: "A second request may do damage, so it is not retried after a lost response: its outcome is then unknown.",
} as const;

function requestText({ endpoints, effect, idempotency, kind, client }: Operation): string {
  const composed = kind === "helper" ? `A method of \`${client}\` that is made of these requests:\n\n` : "";
  const requests = endpoints.map(endpointText).join("\n");
  return `${endpoints.length === 0 ? "" : composed}${requests}\n${EFFECTS[effect]} ${IDEMPOTENCY[idempotency]}`;
}

function endpointText({ http, scopes, retry429, deprecated }: OperationEndpoint): string {
  const notes = [
    scopes && `Scopes, of which one suffices: ${scopes.map((scope) => `\`${scope}\``).join(", ")}.`,
    retry429 === false && "A throttle means that a daily quota is used up, and is not retried.",
    deprecated && `Deprecated: ${prose(deprecated.use)}`,
  ].filter((note) => typeof note === "string");
  return `${fenced("http", http)}${notes.length === 0 ? "" : `\n${notes.join(" ")}\n`}`;
}

const RETURNS = {
  value: "A promise of:",
  void: "A promise of nothing.",
  pager: "A [`Pager`](/guide/pagination), whose pages are:",
  iterable: "An async iterable, whose items are:",
  job: "A promise of a job, whose `wait()` returns the bytes.",
  download: "A promise of an async iterable of bytes, whose other fields are:",
} as const;

function resultText({ returns }: Operation, fields: string | null): string {
  return `${RETURNS[returns]}\n\n${fields ?? ""}`;
}

function commandText(operation: Operation): string {
  const { libraryOnly, service, resource, method } = operation;
  if (libraryOnly !== undefined) return `It can be called only from a program: ${prose(libraryOnly)}.`;
  const flags = flagsOf(operation, new Set()).filter(({ isRequired }) => isRequired);
  const texts = flags.map(({ name, isSecret, isFile }) => `--${name} ${isSecret || isFile ? "@file" : "…"}`);
  const words = ["tessera", service, ...(resource === undefined ? [] : [kebab(resource)]), kebab(method), ...texts];
  return `${fenced("sh", words.join(" "))}\n[The command line](/guide/command-line) has what all commands share.`;
}

function failureText({ entry, idempotency }: Operation): string {
  const unknown =
    idempotency === "none"
      ? " With `outcomeUnknown`, it may have been carried out: look before you call it again."
      : "";
  return `It throws an [\`${errorOf(entry)}\`](/guide/errors) if the server refuses it.${unknown} [Errors](/guide/errors) lists what else can happen, and what to do about it.`;
}

function errorOf(entry: string): string {
  if (entry.includes("adobe")) return "AdobePassError";
  return entry.includes("flower") ? "FlowerDocsError" : "GoogleApiError";
}
