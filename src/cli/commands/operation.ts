/** The command of one operation. */
import type { Command } from "commander";
import { loadOperations, type Operation, type OperationSummary, type ServiceSummary } from "../catalog.js";
import { execute } from "../execute.js";
import { flagsOf, type Given, optionsOf } from "../flags.js";
import { addGlobalOptions, type GlobalFlags, globalNames } from "../globalFlags.js";
import { newCommand } from "../lazy.js";
import type { Session } from "../session.js";

export async function createCommand(
  name: string,
  service: ServiceSummary,
  { id }: OperationSummary,
  session: Session,
): Promise<Command> {
  const operation = (await loadOperations(service.name)).find((each) => each.id === id) as Operation;
  const command = newCommand(name, session.io).description(descriptionOf(operation)).usage("[flags]");
  const given: Given[] = [];
  command.optionsGroup("Parameters:");
  for (const flag of flagsOf(operation, globalNames)) {
    for (const option of optionsOf(flag, given)) command.addOption(option);
  }
  command.optionsGroup("Flags:").helpOption("-h, --help", "show this help");
  addGlobalOptions(command);
  return command.action((flags: GlobalFlags) =>
    execute({ service, operation, flags: { ...session.flags, ...flags }, session }, given),
  );
}

function descriptionOf({ description, deprecated, libraryOnly }: Operation): string {
  const notes = [
    deprecated !== undefined && `Deprecated: ${deprecated}`,
    libraryOnly !== undefined && `Only in the library: ${libraryOnly}.`,
  ];
  return [description, ...notes].filter(Boolean).join("\n\n");
}
