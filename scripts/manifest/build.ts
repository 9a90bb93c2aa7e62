/** Joins the classes of the public API, which have the comments, with the descriptors of their endpoints. */
import type { Operation, OperationSummary, ServiceName, ServiceSummary } from "../../src/operations/types.js";
import { kebab } from "../packageJson.js";
import type { ClientClass, Method, PublicApi } from "../publicApi.js";
import { firstSentence, plainText } from "./comments.js";
import { type Descriptor, readEndpoints } from "./endpoints.js";
import { EntryBuilder, type OfService } from "./entry.js";

/** Methods that end a client and call nothing. */
const OF_THE_CLIENT_ITSELF = ["close"];

/** The methods of a client that the manifest has to hold. */
export function listedMethods({ methods }: ClientClass): readonly Method[] {
  return methods.filter(({ resource, name }) => resource !== "" || !OF_THE_CLIENT_ITSELF.includes(name));
}

/** The manifest of one service. */
export interface BuiltService extends Omit<ServiceSummary, "operations"> {
  readonly operations: readonly Operation[];
}

export interface Built {
  /** By name, so that their order is that of no file. */
  readonly services: readonly BuiltService[];
  /** What keeps an entry from being complete, each with the name of its method. */
  readonly problems: readonly string[];
}

export async function buildManifest(api: PublicApi): Promise<Built> {
  const endpoints = await readEndpoints();
  const problems: string[] = [];
  const report = (problem: string) => problems.push(problem);
  const services = api.clients.map((client) => serviceOf(api, client, endpoints, report));
  return { services: services.sort((a, b) => (a.name < b.name ? -1 : 1)), problems: [...new Set(problems)] };
}

function serviceOf(
  api: PublicApi,
  client: ClientClass,
  endpoints: ReadonlyMap<string, readonly Descriptor[]>,
  report: (problem: string) => void,
): BuiltService {
  const name = kebab(client.name).slice(1) as ServiceName;
  const service: OfService = { name, client: client.name, entry: entryOf(api, client) };
  const summary = firstSentence(plainText(client.symbol.getDocumentationComment(api.checker)));
  if (summary === "") report(`${client.name}: has no comment`);
  const operations = listedMethods(client).map((method) => {
    const place = [client.name, method.resource, method.name].filter((part) => part !== "").join(".");
    return new EntryBuilder(api, service, method, endpoints, (problem) => report(`${place}: ${problem}`)).build();
  });
  return { ...service, summary, operations };
}

/** The entry of a service, which loads no other. */
function entryOf({ entries }: PublicApi, client: ClientClass): string {
  const names = [...entries].filter(([, exports]) => exports.get(client.name) === client.symbol);
  return names.map(([name]) => name).sort((a, b) => b.length - a.length)[0] ?? "";
}

/** What the index holds of a service. */
export function summaryOf({ operations, ...service }: BuiltService): ServiceSummary {
  return { ...service, operations: operations.map(operationSummary) };
}

function operationSummary(operation: Operation): OperationSummary {
  const { id, resource, method, kind, effect, idempotency, summary, deprecated, libraryOnly } = operation;
  return {
    id,
    ...(resource !== undefined && { resource }),
    method,
    kind,
    effect,
    idempotency,
    summary,
    ...(deprecated !== undefined && { deprecated }),
    ...(libraryOnly !== undefined && { libraryOnly }),
  };
}
