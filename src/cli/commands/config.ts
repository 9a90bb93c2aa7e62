/** `tessera config path|show|check`: where the settings are, which ones hold, and whether they are valid. */
import { stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type ServiceSummary, services } from "../catalog.js";
import { chooseWay } from "../credentials/credentials.js";
import { warnIfShared } from "../credentials/secrets.js";
import { UsageError } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import { OUTPUTS } from "../globalFlagTable.js";
import { newCommand } from "../lazy.js";
import { writeRows } from "../output/rows.js";
import { placeholders } from "../placeholders.js";
import { REDIS_VARIABLES } from "../redis/flagTable.js";
import { loadSdk } from "../sdk.js";
import type { Session } from "../session.js";
import { settingsOf, variableOf } from "../settings/catalog.js";
import { readSettingsFile } from "../settings/file.js";
import { isCommand } from "../settings/references.js";
import { type FoundSetting, findSettings, readSettings } from "../settings/settings.js";

export function createCommand(fullName: string, session: Session): Command {
  const { io } = session;
  const child = (name: string, summary: string) =>
    newCommand(name, io).description(summary).helpOption("-h, --help", "show this help");
  const profile = () => new Option("--profile <name>", "profile of the settings file");
  const output = () => new Option("--output <format>", "format of the list").choices(OUTPUTS);
  return newCommand(fullName, io)
    .description("Shows and checks the settings.")
    .addCommand(
      child("path", "Prints the path of the settings file, which need not exist.").action(async () => {
        io.stdout.write(`${(await readSettingsFile(io)).path}\n`);
      }),
    )
    .addCommand(
      child("show", "Lists the settings that hold, and where each comes from. Secrets are not shown.")
        .addOption(profile())
        .addOption(output())
        .action((flags: GlobalFlags) => show({ ...session.flags, ...flags }, session)),
    )
    .addCommand(
      child("check", "Checks all profiles of the settings file, and the environment. Sends nothing, runs no command.")
        .addOption(output())
        .action((flags: GlobalFlags) => check({ ...session.flags, ...flags }, session)),
    );
}

async function show(flags: GlobalFlags, session: Session): Promise<void> {
  const rows: object[] = [];
  for (const service of services) {
    for (const found of await findSettings(service, flags, session)) {
      rows.push({ service: service.name, setting: found.name, value: shown(found), from: found.where });
    }
  }
  await writeRows(rows, flags.output, session.io);
}

/** Secrets by where they are. The environment holds the secrets themselves. */
function shown({ kind, value, origin }: FoundSetting): unknown {
  return kind === "secret" && origin === "environment" ? "(not shown)" : value;
}

async function check({ output }: GlobalFlags, session: Session): Promise<void> {
  const { path, profiles } = await readSettingsFile(session.io);
  const rows: object[] = [];
  for (const profile of profiles?.keys() ?? []) {
    for (const service of services) {
      const flags = { profile };
      const found = await findSettings(service, flags, session);
      if (found.length === 0) continue;
      await checkService(service, flags, session);
      rows.push({ profile, service: service.name, settings: found.length, valid: true });
    }
  }
  warnOfVariables(session);
  if (profiles === undefined) session.warn(`${path} does not exist.`);
  await writeRows(rows, output, session.io);
}

/** The client itself decides what is valid. */
async function checkService(service: ServiceSummary, flags: GlobalFlags, session: Session): Promise<void> {
  const { options, auth } = await readSettings(service, flags, session);
  const { ClientClass } = await loadSdk(service.entry, service.client);
  try {
    await new ClientClass({ ...placeholders[service.name], ...options, auth: "unused" }).close();
  } catch (error) {
    throw new UsageError(`profiles.${flags.profile}.${service.name}: ${(error as Error).message}`);
  }
  chooseWay(service.name, auth);
  for (const found of auth.values()) await checkSource(found, session);
}

/** Whether a file or a variable is there. Neither is read. */
async function checkSource({ kind, value, origin, where }: FoundSetting, session: Session): Promise<void> {
  if (origin === "environment" || isCommand(value) || value === "-") return;
  const text = String(value);
  const [, variable] = /^@env:(.*)$/s.exec(text) ?? [];
  if (variable !== undefined) {
    if (!session.io.env[variable]) session.warn(`${where}: there is no environment variable ${variable} now.`);
  } else if (kind === "path" || kind === "secret") {
    const path = kind === "secret" ? text.slice(1) : text;
    await stat(path).catch(({ code }: NodeJS.ErrnoException) => {
      throw new UsageError(`${where}: ${path} cannot be read (${code})`);
    });
    await warnIfShared(path, session);
  }
}

function warnOfVariables({ io, warn }: Session): void {
  const known = new Set<string>(["TESSERA_PROFILE", ...Object.values(REDIS_VARIABLES)]);
  for (const { name } of services) for (const setting of settingsOf(name).keys()) known.add(variableOf(name, setting));
  for (const name of Object.keys(io.env)) {
    if (name.startsWith("TESSERA_") && !known.has(name)) warn(`The environment variable ${name} is not known.`);
  }
}
