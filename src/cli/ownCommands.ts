/** The commands beside the operations. */
import type { Command } from "commander";
import type { Session } from "./session.js";

/** A command beside the operations. Its module makes it once it is called. */
export interface OwnCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ createCommand(fullName: string, session: Session): Command | Promise<Command> }>;
}

/** In the order of the help. */
export const ownCommands: readonly OwnCommand[] = [
  {
    name: "bulk",
    summary: "Calls a method for each row of a file, in runs that can be continued.",
    load: () => import("./commands/bulk.js"),
  },
  {
    name: "worker",
    summary: "Runs rows of the bulks in a Redis, beside other workers.",
    load: () => import("./commands/worker.js"),
  },
  {
    name: "request",
    summary: "Calls an endpoint that has no command, with the credentials of a service.",
    load: () => import("./commands/request.js"),
  },
  {
    name: "mcp",
    summary: "Offers operations as tools to a client of the Model Context Protocol.",
    load: () => import("./commands/mcp.js"),
  },
  {
    name: "operations",
    summary: "Lists the operations of all services, or of one.",
    load: () => import("./commands/operations.js"),
  },
  { name: "config", summary: "Shows and checks the settings.", load: () => import("./commands/config.js") },
  {
    name: "complete",
    summary: "Prints the completion script of a shell.",
    load: () => import("./commands/complete.js"),
  },
];
