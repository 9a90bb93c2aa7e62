/** The tree of commands. Each level is made when it is called: the services come from the index of operations. */
import type { Command } from "commander";
import { type OperationSummary, type ServiceSummary, services } from "./catalog.js";
import { addGlobalOptions, type GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";
import { addLazy, newCommand } from "./lazy.js";
import { kebab } from "./names.js";
import { ownCommands } from "./ownCommands.js";
import { report } from "./report.js";
import { createSession, type Session } from "./session.js";

export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const session = createSession(argv, io);
  io.onWarning(session.warn);
  try {
    await createProgram(session).parseAsync(argv, { from: "user" });
    return session.exitCode;
  } catch (error) {
    return report(error, session);
  }
}

function createProgram(session: Session): Command {
  const { io } = session;
  const program = addGlobalOptions(newCommand("tessera", io))
    .description("Every operation of tessera-sdk on the command line.")
    .usage("<service> <resource> <method> [flags]")
    .option("-V, --version", "print the version")
    .hook("preSubcommand", (command) => {
      session.flags = command.opts<GlobalFlags>();
    });
  for (const service of services) {
    addLazy(program, io, [service.name], service.summary, (name) => serviceCommand(name, service, session));
  }
  for (const own of ownCommands) {
    addLazy(program, io, [own.name], own.summary, async (name) => (await own.load()).createCommand(name, session));
  }
  return program;
}

function serviceCommand(name: string, service: ServiceSummary, session: Session): Command {
  const command = newCommand(name, session.io).description(service.summary);
  const { operations } = service;
  for (const resource of new Set(operations.map((each) => each.resource))) {
    const own = operations.filter((each) => each.resource === resource);
    if (resource === undefined) addOperations(command, service, own, session);
    else {
      const summary = own.map(({ method }) => kebab(method)).join(", ");
      addLazy(command, session.io, [kebab(resource), resource], summary, (fullName) => {
        const child = newCommand(fullName, session.io).description(`Methods of \`${resource}\` of ${service.client}.`);
        addOperations(child, service, own, session);
        return child;
      });
    }
  }
  return command;
}

function addOperations(
  command: Command,
  service: ServiceSummary,
  operations: readonly OperationSummary[],
  session: Session,
): void {
  for (const operation of operations) {
    const { method } = operation;
    addLazy(command, session.io, [kebab(method), method], summaryOf(operation), async (name) => {
      const { createCommand } = await import("./commands/operation.js");
      return createCommand(name, service, operation, session);
    });
  }
}

function summaryOf({ summary, deprecated, libraryOnly }: OperationSummary): string {
  if (libraryOnly !== undefined) return `${summary} (library only)`;
  return deprecated === undefined ? summary : `${summary} (deprecated)`;
}
