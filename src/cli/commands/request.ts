/** `tessera request <service> "GET /…"`: an endpoint that has no command. */
import type { Command } from "commander";
import { type Operation, type ServiceSummary, services } from "../catalog.js";
import { execute } from "../execute.js";
import type { Given } from "../flags.js";
import type { GlobalFlags } from "../globalFlags.js";
import { addLazy, newCommand } from "../lazy.js";
import type { Session } from "../session.js";
import { commandOf, operationOf } from "./operation.js";

export function createCommand(fullName: string, session: Session): Command {
  const command = newCommand(fullName, session.io)
    .description("Calls an endpoint that has no command, with the credentials, retries and errors of a service.")
    .usage('<service> "GET /path/{id}" [flags]');
  for (const service of services) {
    addLazy(command, session.io, [service.name], service.summary, (name) => requestCommand(name, service, session));
  }
  return command;
}

async function requestCommand(name: string, service: ServiceSummary, session: Session): Promise<Command> {
  const { params, ...operation } = await operationOf(service, "request");
  const { http: _, ...properties } = params?.properties ?? {};
  const withoutHttp = { ...operation, params: { ...params, properties, required: [] } };
  const { command, read } = commandOf(name, service, withoutHttp, session);
  return command
    .usage('"GET /path/{id}" [flags]')
    .argument("<http...>", "verb and path below the base URL, with the names of path parameters in braces")
    .action((words: string[], flags: GlobalFlags) => {
      const http = words.join(" ");
      const { flags: all, given } = read(flags);
      const adapted = adaptedTo(http, { ...operation, params }, given);
      return execute({ service, operation: adapted, flags: all, session }, [httpOf(http, adapted), ...given]);
    });
}

/** What the request does is known only by its verb: for the question before something is removed, that must do. */
function adaptedTo(http: string, operation: Operation, given: readonly Given[]): Operation {
  const [verb] = http.split(" ");
  const effect = verb === "GET" ? "read" : verb === "DELETE" ? "destroy" : "write";
  const textOf = (name: string) => given.findLast(({ flag }) => flag.name === name)?.text;
  const idempotency = (textOf("idempotency") as Operation["idempotency"] | undefined) ?? operation.idempotency;
  return { ...operation, effect, idempotency, returns: textOf("reads") === "stream" ? "download" : "value" };
}

function httpOf(text: string, { params }: Operation): Given {
  const root = params ?? {};
  const schema = { type: "string" };
  const kinds = { isRequired: true, isSecret: false, isFile: false };
  return { text, flag: { kind: "params", path: ["http"], name: "http", alias: "http", schema, root, ...kinds } };
}
