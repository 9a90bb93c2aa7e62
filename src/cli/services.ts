/** The commands of services: of one service only its own methods, from the index of operations. */
import type { Command } from "commander";
import { type OperationSummary, type ServiceSummary, services } from "./catalog.js";
import { addLazy, newCommand } from "./lazy.js";
import { kebab } from "./names.js";
import type { Session } from "./session.js";

/** Makes the command of one operation, once it is called. */
export type CreateOperation = (
  name: string,
  service: ServiceSummary,
  operation: OperationSummary,
) => Promise<Command> | Command;

/** Adds `<service> <resource> <method>` to a command. */
export function addServices(parent: Command, session: Session, create: CreateOperation): void {
  for (const service of services) {
    addLazy(parent, session.io, [service.name], service.summary, (name) => {
      const command = newCommand(name, session.io).description(service.summary);
      addResources(command, service, session, create);
      return command;
    });
  }
}

function addResources(command: Command, service: ServiceSummary, session: Session, create: CreateOperation): void {
  const { operations } = service;
  for (const resource of new Set(operations.map((each) => each.resource))) {
    const own = operations.filter((each) => each.resource === resource);
    const addOwn = (to: Command) => {
      for (const operation of own) {
        const names = [kebab(operation.method), operation.method];
        addLazy(to, session.io, names, summaryOf(operation), (name) => create(name, service, operation));
      }
    };
    if (resource === undefined) addOwn(command);
    else {
      const summary = own.map(({ method }) => kebab(method)).join(", ");
      addLazy(command, session.io, [kebab(resource), resource], summary, (fullName) => {
        const child = newCommand(fullName, session.io).description(`Methods of \`${resource}\` of ${service.client}.`);
        addOwn(child);
        return child;
      });
    }
  }
}

function summaryOf({ summary, deprecated, libraryOnly }: OperationSummary): string {
  if (libraryOnly !== undefined) return `${summary} (library only)`;
  return deprecated === undefined ? summary : `${summary} (deprecated)`;
}
