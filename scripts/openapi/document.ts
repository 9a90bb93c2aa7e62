/** The documents of OpenAPI, from the manifest and the descriptors of its endpoints. */
import packageJson from "../../package.json" with { type: "json" };
import type { Operation, ServiceName, ServiceSummary } from "../../src/operations/types.js";
import { type Descriptor, readEndpoints } from "../manifest/endpoints.js";
import { readFiles } from "../manifest/files.js";
import { type PublicApi, readPublicApi } from "../publicApi.js";
import { Components } from "./components.js";
import { merged } from "./merge.js";
import { type Called, namesIn, operationOf } from "./operation.js";
import { SERVICES } from "./services.js";
import type { OpenApiDocument, OpenApiOperation, PathItem } from "./types.js";
import { WireReader } from "./wire.js";

/** Endpoints that no method calls, but that who has no client needs. */
const BESIDE_METHODS: Partial<Record<ServiceName, readonly string[]>> = {
  "flower-docs": ["flowerdocs.authentication.create"],
};

/** The documents by the names of their services. */
export async function buildDocuments(
  api: PublicApi = readPublicApi(),
): Promise<ReadonlyMap<ServiceName, OpenApiDocument>> {
  const files = readFiles();
  const read = (name: string) => JSON.parse(files.get(`${name}.json`) ?? "[]");
  const endpoints = await readEndpoints();
  const wire = new WireReader(api, endpoints);
  const descriptors = new Map([...endpoints.values()].flat().map((each) => [each.id, each]));
  const services = read("index") as ServiceSummary[];
  return new Map(services.map((service) => [service.name, documentOf(service, read(service.name), descriptors, wire)]));
}

function documentOf(
  { name, client, entry }: ServiceSummary,
  operations: readonly Operation[],
  descriptors: ReadonlyMap<string, Descriptor>,
  wire: WireReader,
): OpenApiDocument {
  const facts = SERVICES[name];
  const components = new Components();
  const called = calledBy(operations, descriptors, BESIDE_METHODS[name] ?? []);
  const made = called.map((each) => components.take(operationOf(each, facts, wire), each.descriptor.id));
  const scopes = [...new Set(called.flatMap(({ descriptor }) => descriptor.scopes ?? []))].sort();
  return {
    openapi: "3.1.1",
    info: {
      title: facts.title,
      version: packageJson.version,
      description:
        `The requests that \`${client}\` of \`${entry}\` sends. ` +
        "An `enum` lists the documented values, and fields of responses may be missing here: vendors add to both.",
    },
    servers: facts.servers,
    tags: [...new Set(made.flatMap(({ tags }) => tags))].sort().map((tag) => ({ name: tag })),
    paths: pathsOf(called, made),
    components: {
      schemas: components.schemas,
      responses: { Error: { description: "The vendor's error.", content: facts.errors } },
      securitySchemes: facts.securitySchemes(scopes),
    },
  };
}

/** The endpoints in the order of the manifest, each with its methods: first the one that is nothing but this call. */
function calledBy(
  operations: readonly Operation[],
  descriptors: ReadonlyMap<string, Descriptor>,
  others: readonly string[],
): Called[] {
  const ids = new Set([...operations.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)), ...others]);
  return [...ids].flatMap((id) => {
    const descriptor = descriptors.get(id);
    const methods = operations.filter(({ endpoints }) => endpoints.some((each) => each.id === id));
    const rank = (method: Operation) => (id.endsWith(`.${method.id}`) ? 0 : method.kind === "operation" ? 1 : 2);
    return descriptor ? [{ descriptor, methods: methods.sort((a, b) => rank(a) - rank(b)) }] : [];
  });
}

/** Paths that differ in the names of their parameters only are one. */
function pathsOf(called: readonly Called[], made: readonly OpenApiOperation[]): Record<string, PathItem> {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  const spellings = new Map<string, string>();
  made.forEach((operation, index) => {
    const [verb = "", path = ""] = called[index]?.descriptor.http.split(" ") ?? [];
    const shape = path.replaceAll(/\{\w+\}/g, "{}");
    const spelling = spellings.get(shape) ?? path;
    spellings.set(shape, spelling);
    const { [verb.toLowerCase()]: known, ...others } = paths[spelling] ?? {};
    const renamed = withNames(operation, namesIn(path), namesIn(spelling));
    paths[spelling] = { ...others, [verb.toLowerCase()]: known ? merged(known, renamed) : renamed };
  });
  return paths;
}

/** The same with other names for what is in the path, which are not on the wire. */
function withNames(operation: OpenApiOperation, from: readonly string[], to: readonly string[]): OpenApiOperation {
  const parameters = operation.parameters.map((parameter) =>
    parameter.in === "path" ? { ...parameter, name: to[from.indexOf(parameter.name)] ?? parameter.name } : parameter,
  );
  return { ...operation, parameters };
}
