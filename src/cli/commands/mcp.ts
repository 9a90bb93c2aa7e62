/** `tessera mcp`: operations as tools of the Model Context Protocol. */
import type { Command } from "commander";
import { type Operation, type ServiceSummary, services } from "../catalog.js";
import { UsageError } from "../exit.js";
import { addOptions, type GlobalFlags } from "../globalFlags.js";
import { newCommand } from "../lazy.js";
import { serverFlags, toolFlags } from "../mcp/flagTable.js";
import { namedServices, offeredOperations } from "../mcp/offered.js";
import type { Session } from "../session.js";
import { flagOf, settingsOf } from "../settings/catalog.js";
import { settingOptions } from "../settings/flags.js";

interface McpFlags extends GlobalFlags {
  services?: readonly string[];
  allowWrites?: boolean;
  allow?: readonly string[];
  reveal?: boolean;
}

export function createCommand(fullName: string, session: Session): Command {
  const command = newCommand(fullName, session.io)
    .description(
      "Offers operations as tools to a client of the Model Context Protocol, on stdin and stdout. By default those that change nothing.",
    )
    .usage("--services <names> [flags]");
  addOptions(command.optionsGroup("Tools:"), toolFlags);
  const settings: Record<string, string> = {};
  command.optionsGroup("Client, if one service is named:");
  const taken = new Set<string>();
  for (const { name } of services) {
    for (const option of settingOptions(name, taken, settings)) command.addOption(option);
    for (const setting of settingsOf(name).keys()) taken.add(flagOf(setting).slice(2));
  }
  addOptions(command.optionsGroup("Flags:"), serverFlags);
  command.helpOption("-h, --help", "show this help");
  return command.action((flags: McpFlags) => runServer({ ...session.flags, ...flags, settings }, session));
}

async function runServer(flags: McpFlags, session: Session): Promise<void> {
  const { services: names = [], allowWrites = false, allow = [] } = flags;
  const named = namedServices(names);
  checkSettings(named, flags);
  const operations = await offeredOperations({ services: names, allowWrites, allow });
  checkOffer(named, operations);
  const { runMcp } = await import("../mcp/run.js");
  session.exitCode = await runMcp(named, operations, flags, flags.reveal === true, session);
}

/** A flag such as `--auth.token` would be the credential of every service. */
function checkSettings(named: readonly ServiceSummary[], { settings = {} }: GlobalFlags): void {
  for (const setting of Object.keys(settings)) {
    const flag = flagOf(setting);
    if (named.length > 1) {
      throw new UsageError(`${flag}: of which of several services? Set it in the environment, or in a profile.`);
    }
    const [service] = named;
    if (service && !settingsOf(service.name).has(setting)) {
      throw new UsageError(`${flag} is not a setting of ${service.name}.`);
    }
  }
}

function checkOffer(named: readonly ServiceSummary[], operations: readonly Operation[]): void {
  for (const { name } of named) {
    if (operations.some(({ service }) => service === name)) continue;
    throw new UsageError(
      `--services: no operation of ${name} would be a tool. --allow-writes and --allow offer more; others can only be called from a shell or a program.`,
    );
  }
}
