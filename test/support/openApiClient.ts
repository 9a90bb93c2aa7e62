/** A client that knows OpenAPI 3.1, and nothing of this SDK or of the vendors. */
import type { MediaType, OpenApiDocument, OpenApiOperation, Parameter, Server } from "../../scripts/openapi/types.js";

/** What a caller gives: everything by the names of the document. */
export interface GenericCall {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly credential: string;
}

/** A part of a form that is a file. */
export interface FilePart {
  readonly filename: string;
  readonly type: string;
  readonly content: string;
}

export interface GenericRequest {
  readonly method: string;
  readonly url: string;
  /** In lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** Of a form of parts. A real client takes another for each form. */
export const BOUNDARY = "generic-client";

export function requestOf(
  document: OpenApiDocument,
  { method, path, operation }: { method: string; path: string; operation: OpenApiOperation },
  { parameters, body, credential }: GenericCall,
): GenericRequest {
  const placed = (place: Parameter["in"]) => operation.parameters.filter((each) => each.in === place);
  const valuesOf = (place: Parameter["in"]) =>
    // In the order in which the caller gives them.
    Object.keys(parameters).flatMap((name) => {
      const parameter = placed(place).find((each) => each.name === name);
      return parameter && parameters[name] !== undefined ? [{ parameter, value: parameters[name] }] : [];
    });
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const parameter = placed("path").find((each) => each.name === name);
    if (parameter === undefined || parameters[name] === undefined) throw new Error(`${name} is not given`);
    return serialized(parameter, parameters[name], encodeURIComponent);
  });
  const query = valuesOf("query").map(({ parameter, value }) => serialized(parameter, value, encodeURIComponent));
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1];
  const accepted = success && "content" in success ? Object.keys(success.content ?? {}) : [];
  const content = body === undefined ? undefined : contentOf(operation.requestBody?.content ?? {}, body);
  return {
    method: method.toUpperCase(),
    url: `${urlOf((operation.servers ?? document.servers)[0])}${target}${query.length > 0 ? `?${query.join("&")}` : ""}`,
    headers: {
      ...(accepted.length > 0 && { accept: accepted.join(", ") }),
      ...credentialOf(document, operation, credential),
      ...Object.fromEntries(
        valuesOf("header").map(({ parameter, value }) => [
          parameter.name.toLowerCase(),
          serialized(parameter, value, String),
        ]),
      ),
      ...(content && { "content-type": content.type }),
    },
    body: content?.text,
  };
}

function urlOf(server: Server | undefined): string {
  return (server?.url ?? "").replaceAll(/\{(\w+)\}/g, (_, name) => server?.variables?.[name]?.default ?? "");
}

/** Styles `simple` and `form`, of values and lists. */
function serialized({ name, style, explode }: Parameter, value: unknown, encode: (text: string) => string): string {
  const items = (Array.isArray(value) ? value : [value]).map((each) => encode(String(each)));
  if (style === "simple") return items.join(",");
  return explode ? items.map((item) => `${encode(name)}=${item}`).join("&") : `${encode(name)}=${items.join(",")}`;
}

function credentialOf(document: OpenApiDocument, { security }: OpenApiOperation, credential: string) {
  const [name] = Object.keys(security[0] ?? {});
  if (name === undefined) return {};
  const scheme = document.components.securitySchemes[name] as { type: string; in?: string; name?: string };
  return scheme.type === "apiKey" ? { [scheme.name ?? ""]: credential } : { authorization: `Bearer ${credential}` };
}

function contentOf(content: Readonly<Record<string, MediaType>>, body: unknown): { type: string; text: string } {
  const [[type = "", media = {}] = []] = Object.entries(content);
  if (type === "multipart/form-data") return formOf(media, body as Record<string, unknown>);
  if (type === "application/x-www-form-urlencoded") return { type, text: pairsOf(body as object) };
  if (!type.includes("json")) return { type, text: String(body) };
  return { type, text: JSON.stringify(body) };
}

function pairsOf(fields: object): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

/** Parts in the order of the schema. */
function formOf({ schema, encoding }: MediaType, fields: Record<string, unknown>): { type: string; text: string } {
  const parts = Object.keys(schema?.properties ?? {}).map((name) => {
    const type = encoding?.[name]?.contentType;
    const disposition = `Content-Disposition: form-data; name="${name}"`;
    if (type !== undefined) return `${disposition}\r\nContent-Type: ${type}\r\n\r\n${JSON.stringify(fields[name])}`;
    const { filename, type: own, content } = fields[name] as FilePart;
    const escaped = filename.replaceAll(/["\\]/g, "\\$&");
    return `${disposition}; filename="${escaped}"\r\nContent-Type: ${own}\r\n\r\n${content}`;
  });
  const text = `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join("")}--${BOUNDARY}--\r\n`;
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, text };
}
