/** The endpoints of a group of objects: the same verbs on the path of the group. */
import type { Effect, Endpoint, ResponseContext } from "../../core/endpoint.js";
import { InvalidResponseError } from "../../core/errors.js";
import type { Idempotency } from "../../core/retry.js";
import {
  anythingAs,
  bounded,
  eitherOf,
  inputListOf,
  listOf,
  objectOf,
  refined,
  type Schema,
} from "../../core/schema.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { soleItem } from "../anyShape.js";
import { REST, SERVICE } from "../endpoint.js";
import { pathId, pathIds } from "../ids.js";
import { noParams } from "../params.js";
import { ACKNOWLEDGED, isForeignBody } from "../responses.js";
import { hasExactNumbers } from "./exactNumbers.js";

/** One id, or several that fit into one request. */
export interface IdParams {
  id: string | readonly string[];
}

const idOrIds = eitherOf(pathId, pathIds);
const someIds: Schema<IdParams> = objectOf<IdParams>()(() => ({ id: idOrIds }), { id: true });

/** Several objects; `id` has their ids, where they are in the path. */
export interface ObjectsParams<N> {
  id?: string | readonly string[];
  objects: readonly N[];
}

/** An object as it was read and changed, which no schema describes in full. */
export interface RawParams {
  id: string;
  object: object;
}

/** The endpoints of a group. Those of a name have one id and one route, and differ in what they take and return. */
export interface Verbs<T, N extends object> {
  readonly endpoints: {
    readonly get: Endpoint<IdParams, T[]>;
    readonly create: Endpoint<N, T>;
    readonly update: Endpoint<N, T>;
    readonly delete: Endpoint<IdParams, void>;
  };
  /** The same for several objects. */
  readonly many: {
    readonly create: Endpoint<ObjectsParams<N>, T[]>;
    readonly update: Endpoint<ObjectsParams<N>, T[]>;
  };
  /** The same for a server that creates no second object with the id of one. */
  readonly retried: { readonly create: Endpoint<N, T> };
  /** The same without schemas, so that nothing of a response is lost on its way back. */
  readonly raw: { readonly get: Endpoint<IdParams, object[]>; readonly update: Endpoint<RawParams, T> };
}

export interface Group<T, N> {
  /** Schema of an object in a response. */
  readonly response: Schema<T>;
  /** Schema of an object that is sent. */
  readonly input: Schema<N>;
  /** Sent with an object that does not name its own. */
  readonly category?: string;
  /** What a retry of an update does. @default "safe" */
  readonly updates?: Idempotency;
  /** Words that stand in the place of an id and are routes of their own. */
  readonly routes?: readonly string[];
}

/**
 * @param name the group's property of the client.
 * @param path the path of the group, such as `documents`.
 */
export function objectEndpoints<T extends { id: string }, N extends { id?: string | undefined }>(
  name: string,
  path: string,
  { response, input: object, category, updates = "safe", routes = [] }: Group<T, N>,
): Verbs<T, N> {
  const isId = (id: unknown) => !routes.includes(id as string);
  const ids = refined(someIds, ({ id }) => [id].flat().every(isId), NOT_AN_ID, "id");
  const input = refined(object, ({ id }) => isId(id), NOT_AN_ID, "id");
  const addressed = refined(input, ({ id }) => id !== undefined, "is required", "id");
  const complete = (object: N): object =>
    category === undefined ? object : { category, ...definedFields(object as Record<string, unknown>) };
  const get = routeOf(name, "get", `GET ${path}/{id}`, "safe", "read");
  const create = { ...routeOf(name, "create", `POST ${path}`, "none", "write"), ...SENDS };
  const update = { ...routeOf(name, "update", `POST ${path}/{id}`, updates, "write"), ...SENDS };
  const remove = routeOf(name, "delete", `DELETE ${path}/{id}`, "safe", "destroy");

  const one = {
    params: input,
    toWire: (object: N) => ({ id: object.id, objects: [complete(object)] }),
    wholeResource: { readOnly: [] },
    response,
    fromWire: (raw: unknown, { params }: ResponseContext) => (isEmpty(raw) ? complete(params as N) : readObject(raw)),
  };
  const several = {
    params: objectsParams(input),
    toWire: ({ id, objects: given }: ObjectsParams<N>) => ({ id, objects: given.map(complete) }),
    response: listOf(response),
    fromWire: (raw: unknown, { params }: ResponseContext) =>
      isEmpty(raw) ? (params as ObjectsParams<N>).objects.map(complete) : readWritten(raw),
  };
  const reads = { ...get, params: ids, reads: "text", fromWire: readObjects } as const;
  return {
    endpoints: {
      get: { ...reads, response: listOf(response) },
      create: { ...create, ...one },
      update: { ...update, ...one, params: addressed },
      delete: { ...remove, params: ids, ...ACKNOWLEDGED },
    },
    many: { create: { ...create, ...several }, update: { ...update, ...several, params: objectsParams(addressed) } },
    retried: { create: { ...create, ...one, idempotency: "safe" } },
    raw: {
      get: { ...reads, response: listOf(anythingAs<object>()), fromWire: readExactly },
      update: {
        ...update,
        params: rawParams,
        toWire: ({ id, object }: RawParams) => ({ id, objects: [object] }),
        response,
        fromWire: (raw, { params }) => (isEmpty(raw) ? (params as RawParams).object : readObject(raw)),
      },
    },
  };
}

/** The endpoint of a group that returns all its objects. */
export function listEndpoint<T>(name: string, path: string, response: Schema<T>): Endpoint<object, T[]> {
  return {
    ...routeOf(name, "list", `GET ${path}`, "safe", "read"),
    params: noParams,
    response: listOf(response),
    reads: "text",
    fromWire: readObjects,
  };
}

export function routeOf(name: string, verb: string, http: string, idempotency: Idempotency, effect: Effect) {
  return { id: `${SERVICE}.${name}.${verb}`, http: http.replace(" ", ` ${REST}/`), idempotency, effect };
}

const NOT_AN_ID = "is the path of another method, so that it cannot be an id";

/** The list of objects is the body. A response is not JSON where it is empty. */
const SENDS = { body: "objects", reads: "text" } as const;

function objectsParams<N>(object: Schema<N>): Schema<ObjectsParams<N>> {
  const objects = bounded(inputListOf(object), { least: 1, message: "must have at least one object" });
  return objectOf<ObjectsParams<N>>()(() => ({ id: idOrIds, objects }), { objects: true });
}

const rawParams: Schema<RawParams> = objectOf<RawParams>()(() => ({ id: pathId, object: anythingAs<object>() }), {
  id: true,
  object: true,
});

const definedFields = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** Core sends lists, for one object too; one class was seen to come without a list around it. An error stays text. */
export function readObjects(raw: unknown): unknown {
  const value = parseJson(String(raw))?.value;
  if (isForeignBody(value)) return raw;
  return isPlainObject(value) ? [value] : (value ?? raw);
}

/** The same, of objects that were written: no object would mean that none was. */
function readWritten(raw: unknown): unknown {
  const objects = readObjects(raw);
  return Array.isArray(objects) && objects.length === 0 ? raw : objects;
}

/** The same, of what is to be written back. */
function readExactly(raw: unknown): unknown {
  if (hasExactNumbers(String(raw))) return readObjects(raw);
  throw new InvalidResponseError(
    "The object has an integer that JavaScript cannot hold exactly, so it could not be written back as it is. Nothing was written.",
  );
}

/** The object of a response that is about one. */
export function readObject(raw: unknown): unknown {
  return soleItem(readObjects(raw));
}

/** Some methods are documented as having no response. Their result is then what was sent. */
const isEmpty = (raw: unknown) => String(raw).trim() === "";
