/** What a vendor responds with on success, where the client reads it into another shape. */
import { ACKNOWLEDGED, UNDOCUMENTED } from "../../src/flowerDocs/responses.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { Descriptor } from "../manifest/endpoints.js";
import { BYTES } from "../manifest/jsonSchema.js";
import { whyUndescribed } from "./exceptions.js";
import { mapped } from "./texts.js";
import type { MediaType, Response } from "./types.js";

/** Statuses of success that are documented. Of others it is 200, or not said where there is no content. */
const STATUSES: ReadonlyMap<string, string> = new Map([
  ["adobepass.v2.profiles.createForPartner", "201"],
  ["adobepass.sso.serviceTokens.create", "201"],
  ["adobepass.sso.devices.link", "201"],
  ["adobepass.management.tempPass.resetDevice", "204"],
  ["adobepass.management.tempPass.resetAllDevices", "204"],
  ["adobepass.management.tempPass.resetUser", "204"],
  ["adobepass.management.tempPass.resetAllUsers", "204"],
  ["adobepass.v1.checkAuthentication", "200"],
  ["adobepass.v1.checkAuthenticationCode", "200"],
]);

/**
 * The response of success, by its status.
 *
 * @param result schema of what the client returns, `undefined` if that is nothing.
 */
export function successOf(descriptor: Descriptor, result: JsonSchema | undefined): Record<string, Response> {
  const schema = schemaOf(descriptor, result);
  const status = STATUSES.get(descriptor.id) ?? (returnsNothing(descriptor) ? "2XX" : "200");
  const reason = whyOpen(descriptor);
  const description = returnsNothing(descriptor)
    ? "Done. The body, if there is one, says no more."
    : isV1(descriptor)
      ? "Success in JSON or XML: the device is authenticated."
      : "Success.";
  return {
    [status]: {
      description: reason === undefined ? description : `Success. The schema is left open: ${reason}.`,
      content: contentOf(descriptor, schema),
    },
  };
}

/** Of Adobe's API v1, which responds in the form that a request asks for. */
const isV1 = ({ id }: Descriptor) => id.startsWith("adobepass.v1.");

const returnsNothing = (descriptor: Descriptor) =>
  descriptor.fromWire === ACKNOWLEDGED.fromWire ||
  (descriptor.response === undefined && descriptor.reads === undefined && !isV1(descriptor));

/** Under each media type that the client accepts, so that a client that sends them all sends the same header. */
function contentOf(descriptor: Descriptor, schema: JsonSchema | undefined): Record<string, MediaType> {
  const { accept, reads } = descriptor;
  if (isV1(descriptor)) return { "application/json": {}, "application/xml": {} };
  const types = (accept ?? "application/json").split(", ");
  const media = schema === undefined ? {} : { schema };
  const isText = schema?.type === "string" && reads === "text";
  return Object.fromEntries(
    types.map((type) => [type, isText || type === "application/json" || reads === "stream" ? media : {}]),
  );
}

function schemaOf(descriptor: Descriptor, result: JsonSchema | undefined): JsonSchema | undefined {
  const { id, reads, fromWire } = descriptor;
  if (reads === "stream") return { type: "string", contentMediaType: BYTES };
  if (result === undefined || returnsNothing(descriptor) || whyOpen(descriptor) !== undefined) return undefined;
  if (id.startsWith("adobepass.")) return withTimesAsText(result);
  if (fromWire === undefined || !id.startsWith("flowerdocs.")) return withOptionalLists(result);
  return ofCore(descriptor, result);
}

/** Why a response has no schema, although there is a result. */
function whyOpen(descriptor: Descriptor): string | undefined {
  if (returnsNothing(descriptor)) return undefined;
  const isUndocumented = descriptor.fromWire === UNDOCUMENTED.fromWire;
  return whyUndescribed(descriptor.id) ?? (isUndocumented ? "the vendor does not document the response" : undefined);
}

/** Google leaves out lists that are empty. */
function withOptionalLists(result: JsonSchema): JsonSchema {
  const { required = [], ...rest } = result;
  const needed = required.filter((name) => result.properties?.[name]?.type !== "array");
  return { ...rest, ...(needed.length > 0 && { required: needed }) };
}

const TIMES = ["notBefore", "notAfter"];

/** Adobe sends times as numbers or as text, and null for what it does not know. */
function withTimesAsText(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: mapped(properties, (inner, name) =>
        TIMES.includes(name) ? { ...inner, type: ["number", "string"] } : withTimesAsText(inner),
      ),
    }),
    ...(items && { items: withTimesAsText(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: withTimesAsText(additionalProperties) }),
  };
}

/** FlowerDocs Core: text as it is, objects in a list. */
function ofCore({ id }: Descriptor, result: JsonSchema): JsonSchema {
  if (id.endsWith(".search") && result.properties?.items) return FOUND;
  if (result.type === "string") return result;
  const item = result.type === "array" && result.items ? result.items : result;
  // Core sends lists, also of one object, and was seen to send one without a list.
  if (item === result) return { anyOf: [{ type: "array", items: item }, item] };
  if (id !== "flowerdocs.versions.list") return { type: "array", items: item };
  const version: JsonSchema = { type: "object", properties: { Document: item } };
  return { type: "object", properties: { versions: { type: "array", items: version } } };
}

/** A page of results. */
const FOUND: JsonSchema = {
  type: "object",
  properties: {
    found: {
      type: "number",
      description: "How many components there are. Servers may count no further than 10,000.",
    },
    results: {
      type: "array",
      description: "The components of the page. Absent if there are none.",
      items: {
        type: "object",
        properties: {
          id: { type: "string", description: "Id of the component." },
          fields: {
            type: "array",
            description: "The selected fields that have a value.",
            items: {
              type: "object",
              properties: {
                name: { type: "string", description: "Name of the field." },
                value: { description: "Its value: text, or a list." },
              },
            },
          },
        },
        required: ["id"],
      },
    },
  },
  required: ["found"],
};
