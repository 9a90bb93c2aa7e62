/** What a client of OpenAPI is given, from what an endpoint has after `toWire`; and whether it makes the golden request. */
import { expect } from "vitest";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { BOUNDARY, type FilePart, type GenericRequest } from "./openApiClient.js";
import type { Golden } from "./openApiGoldens.js";

/** The parameters of the wire as callers of other clients give them: those of the URL and of headers, and the body. */
export function split(endpoint: AnyEndpoint, wire: Record<string, unknown>, path: string) {
  const own = [...endpoint.http.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const elsewhere = [...own, ...(endpoint.query ?? []), ...(endpoint.header ?? [])];
  const isOfBody = (name: string) => !elsewhere.includes(name) || endpoint.alsoInBody?.includes(name);
  const fields = Object.entries(wire).filter(([name, value]) => isOfBody(name) && value !== undefined);
  const { body: place } = endpoint;
  const parameters = Object.entries(wire).filter(([name]) => place === undefined || elsewhere.includes(name));
  const renamed = parameters.map(([name, value]) => [own.includes(name) ? named[own.indexOf(name)] : name, value]);
  const content = place === undefined ? undefined : place === "*" ? Object.fromEntries(fields) : wire[place];
  return {
    parameters: Object.fromEntries(renamed),
    body: content instanceof Uint8Array ? decoded(content, String(wire["content-type"])) : content,
  };
}

/** What the client encodes by itself: a form of parts, or text. */
function decoded(bytes: Uint8Array, type: string): unknown {
  const text = new TextDecoder().decode(bytes);
  const boundary = /boundary=(.*)$/.exec(type)?.[1];
  if (boundary === undefined) return text;
  const parts = text.split(`--${boundary}`).slice(1, -1);
  const pairs = parts.map((part): [string, unknown] => {
    const [, head = "", content = ""] = /^\r\n(.*?)\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
    const field = (pattern: RegExp) => pattern.exec(head)?.[1]?.replaceAll(/\\(.)/g, "$1") ?? "";
    const filename = field(/filename="((?:\\.|[^"])*)"/);
    const file: FilePart = { filename, type: field(/Content-Type: (.*)$/), content };
    return [field(/ name="(\w+)"/), filename === "" ? JSON.parse(content) : file];
  });
  return Object.fromEntries(pairs);
}

/** The parts in which a request differs from the golden one. */
export function differences(
  { request: expected }: Golden,
  { method, url, headers, body = "" }: GenericRequest,
): string[] {
  const { pathname, search } = new URL(url);
  const own = new RegExp(`${BOUNDARY}|tessera-0{32}`, "g");
  const isJson = typeof expected.body === "object";
  const sent = isJson && body !== "" ? JSON.parse(body) : body.replaceAll(own, "");
  const unbound = (value: unknown) => (typeof value === "string" ? value.replaceAll(own, "") : value);
  const pairs: [string, unknown, unknown][] = [
    ["line", `${method} ${pathname}${search}`, expected.line],
    ["body", sent, unbound(expected.body)],
    ...[...new Set([...Object.keys(headers), ...Object.keys(expected.headers)])].map(
      (name): [string, unknown, unknown] => [name, unbound(headers[name]), unbound(expected.headers[name])],
    ),
  ];
  return pairs.flatMap(([part, is, should]) => (isEqual(is, should) ? [] : [part]));
}

function isEqual(is: unknown, should: unknown): boolean {
  try {
    expect(is).toEqual(should);
    return true;
  } catch {
    return false;
  }
}
