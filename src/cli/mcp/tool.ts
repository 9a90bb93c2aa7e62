/** The tool of one operation. */
import type { Tool } from "@modelcontextprotocol/server";
import type { Operation, ServiceName } from "../catalog.js";
import { alternativesOf, inputSchemaOf } from "./inputSchema.js";

/** Begins the names of tools. Clients put the name of the server before them, and some allow 64 characters in all. */
const PREFIXES: Readonly<Record<ServiceName, string>> = {
  "adobe-pass": "adobe",
  "adobe-pass-management": "adobe_management",
  "adobe-pass-v1": "adobe_v1",
  "adobe-sso-service": "adobe_sso",
  "android-enterprise": "android",
  "chrome-directory": "chrome",
  "flower-docs": "flowerdocs",
};

/** `chrome_enrollmentTokens_create` */
export const toolNameOf = ({ service, id }: Operation) => `${PREFIXES[service]}_${id.replaceAll(".", "_")}`;

export function toolOf(operation: Operation): Tool {
  return {
    name: toolNameOf(operation),
    description: [operation.summary, ...notesOf(operation)].join(" "),
    inputSchema: inputSchemaOf(operation, true) as Tool["inputSchema"],
    annotations: annotationsOf([operation]),
  };
}

/** What a model has to know before it calls an operation, beside what it does. */
export function notesOf(operation: Operation): readonly string[] {
  const { effect, idempotency, deprecated } = operation;
  const notes = [
    alternativesOf(operation),
    effect === "destroy" && "It removes something for good.",
    idempotency === "none" && "A second call may do damage: never make it if the outcome is unknown.",
    deprecated !== undefined && `Deprecated: ${deprecated}`,
  ];
  return notes.filter((note) => typeof note === "string");
}

/** Of a tool that calls any of several operations, the worst. */
export function annotationsOf(operations: readonly Operation[]): NonNullable<Tool["annotations"]> {
  return {
    readOnlyHint: operations.every(({ effect }) => effect === "read"),
    destructiveHint: operations.some(({ effect }) => effect === "destroy"),
    idempotentHint: operations.every(({ idempotency }) => idempotency === "safe"),
    openWorldHint: true,
  };
}
