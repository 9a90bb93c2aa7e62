/** From valid parameters to the request on the wire: path, query, headers, body. */
import type { AnyEndpoint } from "./endpoint.js";
import { invalidParam } from "./errors.js";
import { addHeaders, headerValue } from "./headers.js";
import type { TransportRequest } from "./transport/transport.js";
import { isPlainObject, setOwn } from "./values.js";

/** Fields newer than the SDK, by the vendor's names. */
interface Extra {
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface Encoded {
  method: string;
  /** Path and query, to be appended to a base URL. */
  target: string;
  headers: Record<string, string>;
  body: TransportRequest["body"];
}

/** A parsed template: literals at even indexes, parameter names at odd ones. */
interface Route {
  method: string;
  parts: readonly string[];
  pathNames: ReadonlySet<string>;
}

const routes = new WeakMap<object, Route>();

export function routeOf(endpoint: Pick<AnyEndpoint, "http">): Route {
  const known = routes.get(endpoint);
  if (known) return known;
  const space = endpoint.http.indexOf(" ");
  const parts = endpoint.http.slice(space + 1).split(/[{}]/);
  const route = {
    method: endpoint.http.slice(0, space),
    parts,
    pathNames: new Set(parts.filter((_, index) => index % 2 === 1)),
  };
  routes.set(endpoint, route);
  return route;
}

/** Whether each parameter is a part of the path. */
export function takesOnlyIds(endpoint: AnyEndpoint, names: readonly string[]): boolean {
  const { pathNames } = routeOf(endpoint);
  return endpoint.body === undefined && names.length > 0 && names.every((name) => pathNames.has(name));
}

export function encode(endpoint: AnyEndpoint, wire: Record<string, unknown>, extra: Extra): Encoded {
  const { method, pathNames } = routeOf(endpoint);
  const { query, bodyFields } = placed(endpoint, wire);
  for (const name in extra.query) {
    const value = extra.query[name];
    if (value === undefined) continue;
    if (Object.hasOwn(wire, name) && wire[name] !== undefined && !pathNames.has(name))
      invalidParam(`extraQuery.${name}`, "is already set by a parameter");
    appendQuery(query, name, value, `extraQuery.${name}`);
  }
  const headers = headersOf(endpoint, wire, extra.headers);
  if (endpoint.wholeResource?.replaces && extra.body === undefined) refuseEmpty(endpoint, bodyFields);
  const { sends = "json" } = endpoint;
  const body = bodyWriters[sends](endpoint.body, bodyFields, extra.body);
  if (body !== undefined) headers["content-type"] ??= CONTENT_TYPES[sends];
  const path = pathOf(endpoint, wire);
  return { method, target: query.length > 0 ? `${path}?${query.join("&")}` : path, headers, body };
}

/** Without any field of the resource, its replacement would clear all of them. */
function refuseEmpty({ alsoInBody }: AnyEndpoint, bodyFields: object): void {
  if (Object.keys(bodyFields).every((name) => alsoInBody?.includes(name)))
    invalidParam("params", "must have a field of the resource: without any, all of them would be cleared");
}

function pathOf(endpoint: AnyEndpoint, wire: Record<string, unknown>): string {
  const { parts } = routeOf(endpoint);
  let path = parts[0] as string;
  for (let index = 1; index < parts.length; index += 2) {
    const name = parts[index] as string;
    const value = Object.hasOwn(wire, name) ? wire[name] : undefined;
    const encoded = endpoint.multiSegment?.includes(name) ? encodeSegments(name, value) : encodePathValue(name, value);
    path += encoded + parts[index + 1];
  }
  return path;
}

function headersOf(
  endpoint: AnyEndpoint,
  wire: Record<string, unknown>,
  extra: Extra["headers"],
): Record<string, string> {
  const headers: Record<string, string> = endpoint.accept === undefined ? {} : { accept: endpoint.accept };
  for (const name of endpoint.header ?? []) {
    const value = wire[name];
    if (value !== undefined) headers[name.toLowerCase()] = headerValue(name, String(value));
  }
  addHeaders(headers, extra);
  return headers;
}

/** Puts each parameter that is not a header where it belongs: into the query or the body. */
function placed(endpoint: AnyEndpoint, wire: Record<string, unknown>) {
  const { pathNames } = routeOf(endpoint);
  const readOnly = endpoint.wholeResource?.readOnly;
  const query: string[] = [];
  const bodyFields: Record<string, unknown> = {};
  for (const name of Object.keys(wire)) {
    const value = wire[name];
    if (value === undefined || endpoint.header?.includes(name) || readOnly?.includes(name)) continue;
    const inPath = pathNames.has(name);
    if (inPath && !endpoint.alsoInBody?.includes(name)) continue;
    const inQuery = !inPath && (endpoint.body === undefined || endpoint.query?.includes(name));
    if (inQuery) appendQuery(query, name, value);
    else setOwn(bodyFields, name, value);
  }
  return { query, bodyFields };
}

const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

/**
 * Percent-encodes a path parameter; a list becomes its encoded items joined by a literal comma. Dot
 * segments are refused even when encoded: proxies decode and resolve them, and the call would reach
 * another resource.
 */
export function encodePathValue(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) invalidParam(name, "must not be empty");
    // `from` also visits holes, which would be an empty item.
    return Array.from(value, (item, index) => encodePathItem(`${name}[${index}]`, item)).join(",");
  }
  return encodePathItem(name, value);
}

/** Each segment by itself, so that none of them is empty or a dot segment. */
function encodeSegments(name: string, value: unknown): string {
  const segments = scalarText(name, value ?? "").split("/");
  return segments.map((segment) => encodePathItem(name, segment)).join("/");
}

function encodePathItem(name: string, value: unknown): string {
  const text = scalarText(name, value ?? "");
  if (text.trim() === "") invalidParam(name, "must not be empty");
  if (DOT_SEGMENT.test(text)) invalidParam(name, "must not be `.` or `..`");
  return percentEncode(name, text);
}

/** Only what has one obvious spelling goes into a URL. */
function scalarText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (Number.isFinite(value) || typeof value === "boolean") return String(value);
  return invalidParam(name, "must be text, a number or a boolean");
}

function percentEncode(name: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return invalidParam(name, "is not well-formed Unicode");
  }
}

/** @throws An {@link InvalidParamsError} for a value that a URL cannot hold. */
export function checkQuery(query: Readonly<Record<string, unknown>>, root: string): void {
  for (const name of Object.keys(query)) {
    if (query[name] !== undefined) appendQuery([], name, query[name], `${root}.${name}`);
  }
}

function appendQuery(query: string[], name: string, value: unknown, path = name): void {
  const key = percentEncode(path, name);
  for (const item of Array.isArray(value) ? value : [value])
    query.push(`${key}=${percentEncode(path, scalarText(path, item))}`);
}

/** By what an endpoint `sends`. */
const CONTENT_TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  bytes: "application/octet-stream",
};
const bodyWriters = { json: bodyOf, form: formOf, bytes: bytesOf };

function bytesOf(place = "", fields: Record<string, unknown>, extra: Extra["body"]): Encoded["body"] {
  if (extra !== undefined) invalidParam("extraBody", "needs a body that is an object");
  return fields[place] as Encoded["body"];
}

function formOf(_place: string | undefined, fields: Record<string, unknown>, extra: Extra["body"]): string {
  const form: string[] = [];
  for (const [name, value] of Object.entries(extended(fields, extra ?? {}))) {
    if (value !== undefined) appendQuery(form, name, value);
  }
  return form.join("&");
}

function bodyOf(place: string | undefined, rest: Record<string, unknown>, extra: Extra["body"]): string | undefined {
  if (place === undefined && extra === undefined) return undefined;
  const base = place === undefined || place === "*" ? rest : rest[place];
  if (extra !== undefined && !isPlainObject(base)) invalidParam("extraBody", "needs a body that is an object");
  const body = extra === undefined ? base : extended(base as Record<string, unknown>, extra);
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch {
    // The engine's message quotes names of the body.
  }
  return text ?? invalidParam(extra === undefined ? "body" : "extraBody", "cannot be written as JSON");
}

function extended(base: Record<string, unknown>, extra: Record<string, unknown>): Record<string, unknown> {
  const body = { ...base };
  for (const name of Object.keys(extra)) {
    if (extra[name] === undefined) continue;
    if (Object.hasOwn(base, name) && base[name] !== undefined) {
      invalidParam(`extraBody.${name}`, "is already set by a parameter");
    }
    setOwn(body, name, extra[name]);
  }
  return body;
}
