/** From valid parameters to the request on the wire: path, query, headers, body. */
import type { AnyEndpoint } from "./endpoint.js";
import { InvalidParamsError } from "./errors.js";
import { headerValue } from "./headers.js";
import { isPlainObject } from "./values.js";

/** Fields newer than the SDK, by the vendor's names. */
export interface Extra {
  query?: Readonly<Record<string, unknown>> | undefined;
  body?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface Encoded {
  method: string;
  /** Path and query, to be appended to a base URL. */
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** A parsed template: literals at even places, parameter names at odd ones. */
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
    pathNames: new Set(parts.filter((_, place) => place % 2 === 1)),
  };
  routes.set(endpoint, route);
  return route;
}

export function encode(endpoint: AnyEndpoint, wire: Record<string, unknown>, extra: Extra): Encoded {
  const { method, parts, pathNames } = routeOf(endpoint);
  let path = parts[0] as string;
  for (let place = 1; place < parts.length; place += 2) {
    const name = parts[place] as string;
    path += encodePathValue(name, Object.hasOwn(wire, name) ? wire[name] : undefined) + parts[place + 1];
  }

  const headers: Record<string, string> = {};
  for (const name of endpoint.header ?? []) {
    const value = wire[name];
    if (value !== undefined) headers[name.toLowerCase()] = headerValue(name, String(value));
  }

  const readOnly = endpoint.wholeResource?.readOnly;
  const query: string[] = [];
  const rest: Record<string, unknown> = {};
  for (const name in wire) {
    const value = wire[name];
    if (value === undefined || endpoint.header?.includes(name) || readOnly?.includes(name)) continue;
    if (pathNames.has(name)) {
      if (endpoint.alsoInBody?.includes(name)) rest[name] = value;
    } else if (endpoint.body === undefined || endpoint.query?.includes(name)) appendQuery(query, name, value);
    else rest[name] = value;
  }
  for (const name in extra.query) {
    if (Object.hasOwn(wire, name) && wire[name] !== undefined && !pathNames.has(name))
      refuse(`extraQuery.${name}`, "is already set by a parameter");
    if (extra.query[name] !== undefined) appendQuery(query, name, extra.query[name]);
  }
  for (const name in extra.headers) headers[name.toLowerCase()] = headerValue(`headers.${name}`, extra.headers[name]);

  const body = bodyOf(endpoint.body, rest, extra.body);
  if (body !== undefined) headers["content-type"] ??= "application/json";
  return { method, target: query.length > 0 ? `${path}?${query.join("&")}` : path, headers, body };
}

function refuse(path: string, message: string): never {
  throw new InvalidParamsError([{ path, message }]);
}

const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

/**
 * Percent-encodes a path parameter; a list becomes its encoded items joined by a literal comma. Dot
 * segments are refused even when encoded: proxies decode and resolve them, and the call would reach
 * another resource.
 */
export function encodePathValue(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) refuse(name, "must not be empty");
    return value.map((item, index) => encodePathValue(`${name}[${index}]`, item)).join(",");
  }
  const text = scalarText(name, value ?? "");
  if (text.trim() === "") refuse(name, "must not be empty");
  if (DOT_SEGMENT.test(text)) refuse(name, "must not be `.` or `..`");
  return percentEncode(name, text);
}

/** Only what has one obvious spelling goes into a URL. */
function scalarText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return refuse(name, "must be text, a number or a boolean");
}

function percentEncode(name: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return refuse(name, "is not well-formed Unicode");
  }
}

function appendQuery(query: string[], name: string, value: unknown): void {
  const key = percentEncode(name, name);
  for (const item of Array.isArray(value) ? value : [value])
    query.push(`${key}=${percentEncode(name, scalarText(name, item))}`);
}

function bodyOf(place: string | undefined, rest: Record<string, unknown>, extra: Extra["body"]): string | undefined {
  if (place === undefined && extra === undefined) return undefined;
  const base = place === undefined || place === "*" ? rest : rest[place];
  if (extra !== undefined && !isPlainObject(base)) refuse("extraBody", "needs a body that is an object");
  for (const name in extra) {
    if (Object.hasOwn(base as object, name)) refuse(`extraBody.${name}`, "is already set by a parameter");
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(extra === undefined ? base : { ...(base as object), ...extra });
  } catch {
    // The engine's message quotes names of the body.
  }
  return text ?? refuse(extra === undefined ? "body" : "extraBody", "cannot be written as JSON");
}
