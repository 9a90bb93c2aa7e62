/**
 * From traces to attributes, by OpenTelemetry's semantic conventions for HTTP and RPC. Only what has few values becomes
 * one: no URL, query, header or body, and no message of an error, which may quote any of them.
 */
import type { Attributes } from "@opentelemetry/api";
import type { AttemptTrace, CallTrace, TokenTrace } from "../core/tracing.js";

export function serverAttributes({ host, port }: { readonly host: string; readonly port: number }): Attributes {
  return { "server.address": host, "server.port": port };
}

export function callAttributes(call: Readonly<CallTrace>): Attributes {
  return { "rpc.system.name": "tessera", "rpc.method": call.endpoint, ...serverAttributes(call) };
}

export function requestAttributes(attempt: Readonly<AttemptTrace>): Attributes {
  const { method, urlTemplate } = attempt;
  return { "http.request.method": method, "url.template": urlTemplate, ...serverAttributes(attempt) };
}

export function responseAttributes({ status, error }: Readonly<AttemptTrace>): Attributes {
  return {
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(status !== undefined && status >= 400 ? { "error.type": String(status) } : errorAttributes({ error })),
  };
}

export function tokenAttributes(token: Readonly<TokenTrace>): Attributes {
  const { scope } = token;
  return { ...serverAttributes(token), ...(scope !== undefined && { "tessera.token.scope": scope }) };
}

export function errorAttributes({ error }: { readonly error?: unknown }): Attributes {
  return error === undefined ? {} : { "error.type": errorType(error) };
}

/** What OpenTelemetry has for an error that has no type of its own. */
const OTHER = "_OTHER";

/** Codes of vendors and names of errors. A server decides its code, so what looks like anything else is left out. */
const IDENTIFIER = /^[A-Za-z_$][\w$.-]{0,63}$/;

/** The code of an error of this package, the name of any other. */
function errorType(error: unknown): string {
  try {
    const { code, name } = Object(error) as { code?: unknown; name?: unknown };
    return [code, name].find(isIdentifier) ?? OTHER;
  } catch {
    // Anything can be a reason to abort, such as an object whose getters throw.
    return OTHER;
  }
}

const isIdentifier = (value: unknown): value is string => typeof value === "string" && IDENTIFIER.test(value);
