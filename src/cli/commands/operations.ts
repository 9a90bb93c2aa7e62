/** `tessera operations [service]`: what there is to call. */
import { type Command, Option } from "commander";
import { type ServiceSummary, services } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import { OUTPUTS } from "../globalFlagTable.js";
import { newCommand } from "../lazy.js";
import { kebab } from "../names.js";
import { writeRows } from "../output/rows.js";
import type { Session } from "../session.js";

export function createCommand(fullName: string, session: Session): Command {
  return newCommand(fullName, session.io)
    .description("Lists the operations of all services, or of one, with what only a program can call.")
    .argument("[service]", `one of ${services.map(({ name }) => name).join(", ")}`)
    .addOption(new Option("--output <format>", "format of the list").choices(OUTPUTS))
    .option("--json", "the same as --output json")
    .helpOption("-h, --help", "show this help")
    .action(async (name: string | undefined, { json, ...flags }: GlobalFlags & { json?: boolean }) => {
      const chosen = name === undefined ? services : services.filter((service) => service.name === name);
      if (chosen.length === 0) throw new UsageError(`There is no service ${name}.`);
      const rows = chosen.flatMap(rowsOf);
      await writeRows(rows, json === true ? "json" : (flags.output ?? session.flags.output), session.io);
      const libraryOnly = rows.filter((row) => row.libraryOnly !== undefined).length;
      session.io.stderr.write(`${rows.length} operations, ${libraryOnly} of them only in the library\n`);
    });
}

function rowsOf({ name: service, operations }: ServiceSummary) {
  return operations.map(({ id, resource, method, kind, effect, idempotency, summary, deprecated, libraryOnly }) => {
    const words = [service, resource, method].filter((word) => word !== undefined);
    const command = words.map(kebab).join(" ");
    return { command, service, id, kind, effect, idempotency, libraryOnly, deprecated, summary };
  });
}
