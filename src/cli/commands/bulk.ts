/** `tessera bulk run|status|retry|pause|resume|cancel|results|delete` */
import type { Command } from "commander";
import type { ControlFlags } from "../bulk/control.js";
import { bulkNames, otherFlags, type RedisVerb, redisVerbs, rowFlags } from "../bulk/flagTable.js";
import type { BulkFlags } from "../bulk/plan.js";
import { retry } from "../bulk/retry.js";
import { runBulk } from "../bulk/run.js";
import { statusOf, writeStatus } from "../bulk/status.js";
import type { OperationSummary, ServiceSummary } from "../catalog.js";
import { UsageError } from "../exit.js";
import { addOptions } from "../globalFlags.js";
import { globalFlags } from "../globalFlagTable.js";
import { addLazy, newCommand } from "../lazy.js";
import { accessFlags, nameFlag } from "../redis/flagTable.js";
import { addServices } from "../services.js";
import type { Session } from "../session.js";
import { commandOf, operationOf } from "./operation.js";

export function createCommand(fullName: string, session: Session): Command {
  const { io } = session;
  const command = newCommand(fullName, io).description(
    "Calls a method for each row of a file, in runs that can be continued.",
  );
  addLazy(command, io, ["run"], "Runs the rows of a file, or continues a run.", (name) => {
    const run = newCommand(name, io)
      .description("Calls a method for each row of a file. Called again with the same arguments, it does what is left.")
      .usage("<service> <resource> <method> --input <file> --out <file> [flags]");
    addServices(run, session, (each, service, operation) => runCommand(each, service, operation, session));
    return run;
  });
  addLazy(
    command,
    io,
    ["status"],
    "Counts the rows of a file of results, or of bulks in Redis, by their state.",
    (name) => statusCommand(name, session),
  );
  addLazy(command, io, ["retry"], "Runs rows of a file of results again.", (name) => retryCommand(name, session));
  for (const { verb, summary } of redisVerbs) {
    addLazy(command, io, [verb], summary, (name) => redisCommand(name, verb, summary, session));
  }
  return command;
}

async function runCommand(
  name: string,
  service: ServiceSummary,
  { id }: OperationSummary,
  session: Session,
): Promise<Command> {
  const operation = await operationOf(service, id);
  // Of one parameter, some rows can have it in their file.
  const optional = { ...operation, ...(operation.params && { params: { ...operation.params, required: [] } }) };
  const { command, read } = commandOf(name, service, optional, session, {
    first: { heading: "Rows:", flags: rowFlags },
    params: "Parameters that are the same for all rows:",
    last: otherFlags,
    names: bulkNames,
  });
  return command.usage("--input <file> --out <file> [flags]").action((flags: BulkFlags) => {
    const { given, ...rest } = read(flags);
    return runBulk({ service, operation, session, ...rest }, given);
  });
}

function statusCommand(name: string, session: Session): Command {
  const command = newCommand(name, session.io)
    .description(
      "Counts the rows of a file of results by their state. The exit code is that of the run. " +
        "With --redis: of a bulk, or lists all bulks.",
    )
    .argument("[results]", "file of results");
  addOptions(command, [...accessFlags, nameFlag, ...only("--output")]);
  return command.action(async (file: string | undefined, given: ControlFlags) => {
    const flags = { ...session.flags, ...given };
    if (file === undefined) return (await import("../bulk/control.js")).showStatus(flags, session);
    if (given.redis !== undefined || given.name !== undefined) {
      throw new UsageError("Give either a file of results, or a bulk in Redis.");
    }
    await writeStatus(await statusOf(file), flags, session);
  });
}

const only = (...names: string[]) => globalFlags.filter(({ name }) => names.includes(name));

/** The command for a bulk in Redis. */
function redisCommand(name: string, verb: RedisVerb["verb"], summary: string, session: Session): Command {
  const more = { results: ["--out", "--output", "--progress"], delete: ["--yes", "--output"] }[verb as string];
  const command = newCommand(name, session.io).description(summary).usage("--name <name> [flags]");
  addOptions(command, [...accessFlags, nameFlag, ...only(...(more ?? ["--output"]))]);
  return command.action(async (given: ControlFlags) => {
    const { act, writeResults } = await import("../bulk/control.js");
    const flags = { ...session.flags, ...given };
    await (verb === "results" ? writeResults(flags, session) : act(verb, flags, session));
  });
}

function retryCommand(name: string, session: Session): Command {
  return newCommand(name, session.io)
    .description("Runs rows of a file of results again, as its run did. Flags of that run can be given anew.")
    .usage("<results> [--failed] [--unknown] [flags]")
    .argument("<results>", "file of results")
    .argument("[flags...]", "flags of the run")
    .option("--failed", "rows that failed")
    .option("--unknown", "rows whose outcome is unknown: look first whether they were done")
    .allowUnknownOption()
    .action((file: string, more: string[], { failed, unknown }: { failed?: boolean; unknown?: boolean }) =>
      retry(file, [...(failed ? ["failed"] : []), ...(unknown ? ["unknown"] : [])], more, session),
    );
}
