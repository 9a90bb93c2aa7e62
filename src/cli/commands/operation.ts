/** The command of one operation. */
import type { Command } from "commander";
import { loadOperations, type OperationSummary, type ServiceSummary } from "../catalog.js";
import { addGlobalOptions } from "../globalFlags.js";
import { newCommand } from "../lazy.js";
import type { Session } from "../session.js";

export async function createCommand(
  name: string,
  service: ServiceSummary,
  { id }: OperationSummary,
  session: Session,
): Promise<Command> {
  const operation = (await loadOperations(service.name)).find((each) => each.id === id);
  return addGlobalOptions(newCommand(name, session.io).description(operation?.description ?? ""));
}
