/** Calls the method of an operation. */
import type { CallOptions } from "tessera-sdk";
import type { Operation } from "./catalog.js";
import type { GivenParams } from "./params.js";
import type { AnyClient } from "./sdk.js";

type Method = (...args: unknown[]) => unknown;

/** @returns What the method returns: a promise, or something to iterate over. */
export function invoke(client: AnyClient, operation: Operation, given: GivenParams, callOptions: CallOptions): unknown {
  const { resource, method, params, arguments: names } = operation;
  const owner = (resource === undefined ? client : client[resource]) as Readonly<Record<string, Method>>;
  const options = { ...given.options, ...callOptions };
  if (names !== undefined) return owner[method]?.(...names.map((name) => given.params[name]), options);
  return params === null ? owner[method]?.(options) : owner[method]?.(given.params, options);
}
