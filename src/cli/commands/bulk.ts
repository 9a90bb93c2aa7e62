/** `tessera bulk run|status|retry` */
import { type Command, InvalidArgumentError } from "commander";
import { retry } from "../bulk/retry.js";
import { type BulkFlags, runBulk } from "../bulk/run.js";
import { statusOf, writeStatus } from "../bulk/status.js";
import { loadOperations, type Operation, type OperationSummary, type ServiceSummary } from "../catalog.js";
import { flagsOf, type Given, optionsOf } from "../flags.js";
import { addGlobalOptions, count, type GlobalFlags, globalNames } from "../globalFlags.js";
import { addLazy, newCommand } from "../lazy.js";
import { addServices } from "../services.js";
import type { Session } from "../session.js";

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
  addLazy(command, io, ["status"], "Counts the rows of a file of results by their state.", (name) =>
    statusCommand(name, session),
  );
  addLazy(command, io, ["retry"], "Runs rows of a file of results again.", (name) => retryCommand(name, session));
  return command;
}

/** What has no effect on a run, or another one. */
const NOT_FOR_RUNS = ["query", "limit", "page-token", "wait", "out"];
const reserved = new Set([...globalNames, "input", "key", "concurrency", "retry", "force-resume"]);

async function runCommand(
  name: string,
  service: ServiceSummary,
  { id }: OperationSummary,
  session: Session,
): Promise<Command> {
  const operation = (await loadOperations(service.name)).find((each) => each.id === id) as Operation;
  const command = newCommand(name, session.io)
    .description(operation.description)
    .usage("--input <file> --out <file> [flags]");
  const given: Given[] = [];
  command
    .optionsGroup("Rows:")
    .requiredOption("--input <file>", "CSV with the names of parameters as its header, or NDJSON; -: stdin")
    .option("--out <file>", "the results, as NDJSON; a run is continued with the same file")
    .option("--key <column>", "what names a row in the results; by default its number")
    .option("--concurrency <count>", "calls under way at the same time (default: 8)", count(1))
    .option("--retry <states>", "run rows again that are failed, unknown, or failed,unknown", retriedStates)
    .option("--force-resume", "continue although the input has changed: rows are known by their number");
  command.optionsGroup("Parameters that are the same for all rows:");
  for (const flag of flagsOf(operation, reserved)) {
    for (const option of optionsOf({ ...flag, isRequired: false }, given)) command.addOption(option);
  }
  command.optionsGroup("Flags:").helpOption("-h, --help", "show this help");
  addGlobalOptions(command, NOT_FOR_RUNS);
  return command.action((flags: BulkFlags) =>
    runBulk({ service, operation, flags: { ...session.flags, ...flags }, session }, given),
  );
}

function retriedStates(text: string): ("failed" | "unknown")[] {
  const states = text.split(",");
  if (states.every((state) => state === "failed" || state === "unknown")) return states as ("failed" | "unknown")[];
  throw new InvalidArgumentError("It must be failed, unknown, or failed,unknown.");
}

function statusCommand(name: string, session: Session): Command {
  const command = newCommand(name, session.io)
    .description("Counts the rows of a file of results by their state. The exit code is that of the run.")
    .argument("<results>", "file of results");
  addGlobalOptions(command, globalOnlyFor(["output", "no-color"]));
  return command.action(async (file: string, flags: GlobalFlags) =>
    writeStatus(await statusOf(file), { ...session.flags, ...flags }, session),
  );
}

const globalOnlyFor = (names: readonly string[]) => [...globalNames].filter((name) => !names.includes(name));

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
