/** The user's Redis client, whatever its library, as a function that sends a command. */
import { invalidParam } from "../core/errors.js";
import { hasMethods } from "../core/options.js";

/**
 * A client for Redis or Valkey: one of ioredis, of node-redis, of Bun, or a function that sends a command. The function
 * is told the first key of the command, by which clients of a cluster choose the node.
 */
export type RedisClient =
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | { sendCommand(args: string[]): Promise<unknown> }
  | { send(command: string, args: string[]): Promise<unknown> }
  | ((args: readonly string[], key: string | undefined) => Promise<unknown>);

/** Sends a command, its name first. */
export type SendCommand = (args: readonly string[], key?: string) => Promise<unknown>;

/**
 * @returns a function that rejects with what the client throws, and resolves with what it returns, promise or not.
 * @throws An `InvalidParamsError` if it is not a client.
 */
export function sendCommandOf(client: RedisClient): SendCommand {
  const send = commandsOf(client);
  return async (args, key) => send(args, key);
}

function commandsOf(client: RedisClient): SendCommand {
  if (typeof client === "function") return (args, key) => client(args, key);
  // A client of ioredis has `sendCommand`, too, which takes an object.
  if (hasMethods(client, ["call"])) {
    const { call } = client as { call(command: string, ...args: string[]): Promise<unknown> };
    return ([command = "", ...args]) => call.call(client, command, ...args);
  }
  if (hasMethods(client, ["sendCommand"])) {
    const { sendCommand } = client as { sendCommand(args: string[]): Promise<unknown> };
    return (args) => sendCommand.call(client, [...args]);
  }
  if (hasMethods(client, ["send"])) {
    const { send } = client as { send(command: string, args: string[]): Promise<unknown> };
    return ([command = "", ...args]) => send.call(client, command, args);
  }
  return invalidParam("client", "must be a client of ioredis, node-redis or Bun, or a function that sends a command");
}

/** Replies of a server that is starting, failing over or busy. */
const TEMPORARY = /^(?:LOADING|BUSY|CLUSTERDOWN|TRYAGAIN|READONLY|MASTERDOWN|NOREPLICAS)\b/;
/** Replies of errors begin with a code, such as `WRONGTYPE`. */
const REPLY = /^[A-Z]{2,}(?: |$)/;

/** Whether the same command may succeed later: the server was not reached, or is not ready. */
export function isTemporary(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return TEMPORARY.test(message) || !REPLY.test(message);
}
