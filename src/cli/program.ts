/** The tree of commands. Each level is made when it is called: the services come from the index of operations. */
import type { Command } from "commander";
import { addGlobalOptions, type GlobalFlags } from "./globalFlags.js";
import type { Io } from "./io.js";
import { addLazy, newCommand } from "./lazy.js";
import { ownCommands } from "./ownCommands.js";
import { report } from "./report.js";
import { addServices } from "./services.js";
import { createSession, type Session } from "./session.js";

export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const session = createSession(argv, io, parse);
  io.onWarning(session.warn);
  try {
    await parse(session);
    return session.exitCode;
  } catch (error) {
    return report(error, session);
  }
}

async function parse(session: Session): Promise<void> {
  await createProgram(session).parseAsync(session.argv, { from: "user" });
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
  addServices(program, session, async (name, service, operation) => {
    const { createCommand } = await import("./commands/operation.js");
    return createCommand(name, service, operation, session);
  });
  for (const own of ownCommands) {
    addLazy(program, io, [own.name], own.summary, async (name) => (await own.load()).createCommand(name, session));
  }
  return program;
}
