/** The command of one operation. */
import type { Command } from "commander";
import { loadOperations, type Operation, type OperationSummary, type ServiceSummary } from "../catalog.js";
import { execute } from "../execute.js";
import { withoutEffect } from "../fittingFlags.js";
import { type Given, optionsOf } from "../flags.js";
import { addOptions, type GlobalFlags } from "../globalFlags.js";
import { type GlobalFlag, globalFlags, globalNames } from "../globalFlagTable.js";
import { newCommand } from "../lazy.js";
import { flagsOf } from "../paramFlags.js";
import type { Session } from "../session.js";
import { settingOptions } from "../settings/flags.js";

export async function createCommand(
  name: string,
  service: ServiceSummary,
  summary: OperationSummary,
  session: Session,
): Promise<Command> {
  const operation = await operationOf(service, summary.id);
  const { command, read } = commandOf(name, service, operation, session);
  const ignored = withoutEffect(operation);
  for (const option of command.options) if (ignored.has(option.long ?? "")) option.hideHelp();
  return command.action((flags: GlobalFlags) => {
    const { given, ...rest } = read(flags);
    return execute({ service, operation, session, ...rest }, given);
  });
}

export async function operationOf({ name }: ServiceSummary, id: string): Promise<Operation> {
  return (await loadOperations(name)).find((each) => each.id === id) as Operation;
}

/** What the flags of a command line are read to. */
interface Read<F> {
  readonly flags: F;
  readonly given: readonly Given[];
}

/** What the command of an operation has beside its parameters. */
interface OtherFlags {
  /** Those that come first, under a heading of their own. */
  readonly first?: { readonly heading: string; readonly flags: readonly GlobalFlag[] };
  readonly last: readonly GlobalFlag[];
  /** The names of all of them, without their dashes. */
  readonly names: ReadonlySet<string>;
  /** The heading of the parameters. */
  readonly params: string;
}

const ofOneCall: OtherFlags = { last: globalFlags, names: globalNames, params: "Parameters:" };

/** A command with the flags of an operation. `read` is to be called by its action. */
export function commandOf(
  name: string,
  service: ServiceSummary,
  operation: Operation,
  session: Session,
  { first, last, names, params: heading }: OtherFlags = ofOneCall,
): { command: Command; read<F extends GlobalFlags>(flags: F): Read<F> } {
  const command = newCommand(name, session.io).description(descriptionOf(operation)).usage("[flags]");
  const given: Given[] = [];
  const settings: Record<string, string> = {};
  const params = flagsOf(operation, names);
  if (first !== undefined) addOptions(command.optionsGroup(first.heading), first.flags);
  command.optionsGroup(heading);
  for (const option of params.flatMap((flag) => optionsOf(flag, given))) command.addOption(option);
  command.optionsGroup("Client:");
  const taken = new Set(params.map((flag) => flag.name));
  for (const option of settingOptions(service.name, taken, settings)) command.addOption(option);
  command.optionsGroup("Flags:").helpOption("-h, --help", "show this help");
  addOptions(command, last);
  return { command, read: (flags) => ({ flags: { ...session.flags, ...flags, settings }, given }) };
}

function descriptionOf({ description, deprecated, libraryOnly }: Operation): string {
  const notes = [
    deprecated !== undefined && `Deprecated: ${deprecated}`,
    libraryOnly !== undefined && `Only in the library: ${libraryOnly}.`,
  ];
  return [description, ...notes].filter(Boolean).join("\n\n");
}
