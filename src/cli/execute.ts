/** Runs the command of one operation: reads its parameters, calls the method, and writes the result. */
import type { ServiceSummary } from "./catalog.js";
import { confirm } from "./confirm.js";
import { UsageError } from "./exit.js";
import type { Given } from "./flags.js";
import { type GlobalFlags, isJson } from "./globalFlags.js";
import { Interruption } from "./interruption.js";
import { invoke } from "./invoke.js";
import { type LimiterOf, type OpenClient, openClient } from "./openClient.js";
import { placeOf } from "./output/list.js";
import { prepareOutput } from "./output/result.js";
import { type GivenParams, paramsOf } from "./params.js";
import type { ClientOptions } from "./sdk.js";
import type { Execution, Session } from "./session.js";
import { withParams } from "./settings/settings.js";

export async function execute(execution: Execution, texts: readonly Given[]): Promise<void> {
  const { service, operation, flags, session } = execution;
  const { effect, libraryOnly } = operation;
  if (libraryOnly !== undefined) throw new UsageError(`It can be called only from a program: ${libraryOnly}.`);
  const output = await prepareOutput(operation, flags, session);
  const given = await givenParams(execution, texts);
  if (flags.dryRun === true) {
    const { showRequest } = await import("./dryRun.js");
    return showRequest(execution, given);
  }
  if (effect === "destroy" && flags.yes !== true) await confirm(`${service.name} ${operation.id}`, session.io);
  session.idempotency = operation.idempotency;
  // What only reads can be given up at once.
  await withClient(execution, given.params, effect === "read", async ({ client }, interruption) => {
    const options = { signal: interruption.end, ...(effect !== "read" && { onSend: interruption.onSend }) };
    await output.write(() => invoke(client, operation, given, options), interruption);
    interruption.drain.throwIfAborted();
  });
}

/**
 * Opens the client of an operation for some work.
 *
 * @param params those of all calls, which may hold for the client too.
 * @param atOnce whether the first signal gives up what is under way.
 * @param limiterOf what keeps to the rate that is given, if it is not this process alone.
 */
export async function withClient(
  execution: Execution,
  params: Readonly<Record<string, unknown>>,
  atOnce: boolean,
  work: (opened: OpenClient, interruption: Interruption) => Promise<void>,
  limiterOf?: LimiterOf,
): Promise<void> {
  const { service, flags, session } = execution;
  const clientFlags = withParams(service, flags, params);
  const access = await emulated(service, flags, session);
  const opened = await openClient(service, clientFlags, session, access, limiterOf);
  const interruption = new Interruption(session, atOnce);
  const requests =
    flags.verbose === true
      ? (await import("./verbose.js")).observeRequests(opened.module, session.io, isJson(flags.output))
      : undefined;
  try {
    await work(opened, interruption);
  } finally {
    requests?.stop();
    interruption.close();
    await opened.client.close();
  }
}

async function givenParams({ operation, flags, session }: Execution, texts: readonly Given[]): Promise<GivenParams> {
  const given = await paramsOf(operation, flags.params, texts, session.sources);
  const { token } = placeOf(flags.pageToken ?? "");
  if (operation.paging !== undefined && token !== "") given.params[operation.paging.token] = token;
  return given;
}

/** What the client of a service has in place of an account, with `--emulator`. */
export async function emulated(
  service: ServiceSummary,
  flags: GlobalFlags,
  session: Session,
): Promise<ClientOptions | undefined> {
  if (flags.emulator !== true) return undefined;
  const { createSeeded, emulatedAccess } = await import("./emulated.js");
  return emulatedAccess(service.name, session.io.emulator ?? (await createSeeded(service.name)));
}
