/** Which operations are offered as tools: those that change nothing, and what was allowed beyond that. */
import { loadOperations, type Operation, type ServiceName, type ServiceSummary, services } from "../catalog.js";
import { UsageError } from "../exit.js";

export interface OfferOptions {
  /** Names of services, as they were given. */
  readonly services: readonly string[];
  /** Whether changes are offered that do no damage if they are made twice. */
  readonly allowWrites: boolean;
  /** Operations that are offered in any case, such as `chrome-directory.enrollmentTokens.create`. */
  readonly allow: readonly string[];
}

/** The name of an operation among those of all services. */
export const fullNameOf = ({ service, id }: Pick<Operation, "service" | "id">) => `${service}.${id}`;

/** @throws A {@link UsageError} if a service or an operation is not known, or cannot be a tool. */
export async function offeredOperations(options: OfferOptions): Promise<readonly Operation[]> {
  const named = namedServices(options.services);
  const all = (await Promise.all(named.map(({ name }) => loadOperations(name)))).flat();
  for (const name of options.allow) checkAllowed(name, all, named);
  return all.filter(
    (operation) => options.allow.includes(fullNameOf(operation)) || isOfferedUnnamed(operation, options.allowWrites),
  );
}

/** In the order of the manifest. */
export function namedServices(names: readonly string[]): readonly ServiceSummary[] {
  const known = services.map(({ name }) => name);
  const stray = names.find((name) => !known.includes(name as ServiceName));
  if (stray !== undefined || names.length === 0) {
    const problem = stray === undefined ? "is required" : `${JSON.stringify(stray)} is not a service`;
    throw new UsageError(`--services: ${problem}; there are ${known.join(", ")}`);
  }
  return services.filter(({ name }) => names.includes(name));
}

function isOfferedUnnamed(operation: Operation, allowWrites: boolean): boolean {
  const { effect, idempotency, deprecated } = operation;
  if (deprecated !== undefined || whyNoTool(operation) !== undefined) return false;
  return effect === "read" || (allowWrites && idempotency !== "none");
}

function checkAllowed(name: string, all: readonly Operation[], named: readonly ServiceSummary[]): void {
  const operation = all.find((each) => fullNameOf(each) === name);
  if (operation === undefined) {
    const [service] = named;
    const example = `${service?.name}.${service?.operations[0]?.id}`;
    throw new UsageError(
      `--allow: ${JSON.stringify(name)} is not an operation of a service of --services; they have names such as ${example}`,
    );
  }
  const reason = whyNoTool(operation);
  if (reason !== undefined) throw new UsageError(`--allow: ${name} cannot be a tool: ${reason}`);
}

/** Why a model cannot call an operation, whatever is allowed. `undefined` if it can. */
export function whyNoTool(operation: Operation): string | undefined {
  const { libraryOnly, endpoints, returns, files = [], secret = [], params } = operation;
  if (libraryOnly !== undefined) return libraryOnly;
  if (endpoints.length === 0) return "it sends whatever its caller describes";
  if (returns === "iterable") return "it does not end";
  if (returns === "download" || returns === "job") return "its result is a file";
  if (files.length > 0) return "it takes a file";
  const required = secret.find((name) => params?.required?.includes(name));
  return required === undefined ? undefined : `\`${required}\`, which it requires, is a secret`;
}
