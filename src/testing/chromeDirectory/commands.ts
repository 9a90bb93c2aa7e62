/** `profiles.commands` of the Chrome Management API v1. */
import { choice, list, map, object, text, uint32 } from "../googleShape.js";
import { found, listed, type Operations, timeText } from "./call.js";
import { creationOrder } from "./pages.js";
import { profileName, profileOf } from "./profiles.js";
import type { State, StoredCommand, StoredProfile } from "./state.js";

const PATH = "/v1/customers/{}/profiles/{}/commands";

/** Google does not say how long a command waits for the profile. */
const VALID_SECONDS = 86_400;

const COMMAND = object(
  {
    name: text,
    commandType: choice("clearBrowsingData", "extensionUpdateCheck"),
    payload: map,
    commandState: text,
    commandResult: object({ clientExecutionTime: text, resultCode: text, resultType: text }),
    issueTime: text,
    validDuration: text,
  },
  "commandType",
  "payload",
);

export const commands: Operations = {
  [`GET ${PATH}`]: {
    query: { pageSize: uint32, pageToken: text },
    response: object({ chromeBrowserProfileCommands: list(COMMAND), nextPageToken: text, totalSize: text }),
    respond(call) {
      const profile = profileOf(call);
      const page = call.page([...profile.commands.values()], creationOrder(), ["pageSize", 100], []);
      const form = (command: StoredCommand) => commandForm(call.state, profile, command, call.now);
      return {
        ...listed("chromeBrowserProfileCommands", page, form),
        totalSize: String(profile.commands.size),
      };
    },
  },
  [`GET ${PATH}/{}`]: {
    response: COMMAND,
    respond(call) {
      const profile = profileOf(call);
      return commandForm(call.state, profile, found(profile.commands, call.ids[1], "command"), call.now);
    },
  },
  [`POST ${PATH}`]: {
    body: COMMAND,
    response: COMMAND,
    respond(call) {
      const profile = profileOf(call);
      const { commandType = "", payload = {} } = call.body<{ commandType: string; payload: object }>();
      const command: StoredCommand = {
        id: crypto.randomUUID(),
        sequence: call.state.next(),
        commandType,
        payload,
        issuedAt: call.now,
        executedAt: undefined,
      };
      profile.commands.set(command.id, command);
      return commandForm(call.state, profile, command, call.now);
    },
  },
};

/** Lets a profile carry out the commands that are still valid. */
export function carryOut({ commands }: StoredProfile, now: number): void {
  for (const command of commands.values()) if (stateOf(command, now) === "PENDING") command.executedAt = now;
}

function stateOf({ executedAt, issuedAt }: StoredCommand, now: number): string {
  if (executedAt !== undefined) return "EXECUTED_BY_CLIENT";
  return issuedAt + VALID_SECONDS * 1_000 <= now ? "EXPIRED" : "PENDING";
}

function commandForm(state: State, profile: StoredProfile, command: StoredCommand, now: number): object {
  const { id, commandType, payload, issuedAt, executedAt } = command;
  return {
    name: `${profileName(state, profile)}/commands/${id}`,
    commandType,
    payload,
    issueTime: timeText(issuedAt),
    validDuration: `${VALID_SECONDS}s`,
    commandState: stateOf(command, now),
    ...(executedAt !== undefined && {
      commandResult: { resultType: "SUCCESS", clientExecutionTime: timeText(executedAt) },
    }),
  };
}
