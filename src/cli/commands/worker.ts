/** `tessera worker`: takes part in the bulks that are in a Redis. */
import type { Command } from "commander";
import { type WorkerFlags, work } from "../bulk/work.js";
import { workerFlags } from "../bulk/workerFlags.js";
import { addOptions } from "../globalFlags.js";
import { newCommand } from "../lazy.js";
import type { Session } from "../session.js";

export function createCommand(fullName: string, session: Session): Command {
  const command = newCommand(fullName, session.io)
    .description("Runs rows of the bulks in a Redis, beside other workers, with the credentials of this machine.")
    .usage("[flags]");
  addOptions(command, workerFlags);
  return command.action((flags: WorkerFlags) => work({ ...session.flags, ...flags }, session));
}
