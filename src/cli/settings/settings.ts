/** The settings of one service: of each, the value that takes precedence, and where it comes from. */
import { dirname, isAbsolute, join } from "node:path";
import type { ServiceSummary } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { GlobalFlags } from "../globalFlags.js";
import type { Session } from "../session.js";
import { isReference } from "../sources.js";
import { flagOf, type Setting, settingsOf, variableOf } from "./catalog.js";
import { DEFAULT_PROFILE, profileOf, readSettingsFile } from "./file.js";

/** In order of precedence. */
export const ORIGINS = ["flag", "environment", "profile"] as const;

/** A setting that has a value. */
export interface FoundSetting {
  readonly name: string;
  readonly kind: Setting["kind"];
  /** Of a secret, a reference to it; from the environment, the secret. */
  readonly value: unknown;
  readonly origin: (typeof ORIGINS)[number];
  /** `--customer`, `TESSERA_CHROME_DIRECTORY_CUSTOMER`, or where in which file. */
  readonly where: string;
}

/** What was decided for one service. */
export interface Settings {
  /** Options of the client's constructor, such as `customer` or `baseUrl`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What its credentials are made of, by names such as `auth.keyFile`. */
  readonly auth: ReadonlyMap<string, FoundSetting>;
}

/** Flags take precedence over the environment, and this over the profile. With `--emulator`, only flags count. */
export async function readSettings(service: ServiceSummary, flags: GlobalFlags, session: Session): Promise<Settings> {
  const options: Record<string, unknown> = {};
  const auth = new Map<string, FoundSetting>();
  for (const found of await findSettings(service, flags, session)) {
    if (found.name.startsWith("auth.")) auth.set(found.name, found);
    else options[found.name] = await convertedValue(found, session);
  }
  return { options, auth };
}

export async function findSettings(
  { name: service }: ServiceSummary,
  { emulator, profile: named, settings: given = {} }: GlobalFlags,
  { io }: Session,
): Promise<readonly FoundSetting[]> {
  // As for all variables, an empty one counts as not set. An empty flag is refused: another profile could be meant.
  const profileName = named ?? (io.env.TESSERA_PROFILE || DEFAULT_PROFILE);
  const file = emulator === true ? undefined : await readSettingsFile(io);
  const profile = file && profileOf(file, profileName).get(service);
  const found: FoundSetting[] = [];
  for (const [name, { kind }] of settingsOf(service)) {
    const variable = variableOf(service, name);
    if (given[name] !== undefined) {
      found.push({ name, kind, value: given[name], origin: "flag", where: flagOf(name) });
    } else if (file !== undefined && io.env[variable]) {
      found.push({ name, kind, value: io.env[variable], origin: "environment", where: variable });
    } else if (file !== undefined && profile?.has(name)) {
      const where = `profiles.${profileName}.${service}.${name} of ${file.path}`;
      found.push({ name, kind, value: inFolder(profile.get(name), kind, file.path), origin: "profile", where });
    }
  }
  return found;
}

/** A parameter with the name of a setting holds for the client too, which may require it. */
export function withParams(
  { name: service }: ServiceSummary,
  flags: GlobalFlags,
  params: Readonly<Record<string, unknown>>,
): GlobalFlags {
  const settings: Record<string, string> = { ...flags.settings };
  for (const [name, { kind }] of settingsOf(service)) {
    const value = params[name];
    if (kind === "text" && typeof value === "string") settings[name] ??= value;
  }
  return { ...flags, settings };
}

/** Paths in the file are relative to it. */
function inFolder(value: unknown, kind: Setting["kind"], file: string): unknown {
  if (typeof value !== "string") return value;
  const [, sign = "", path = ""] = /^(@(?!env:))?(.*)$/s.exec(value) ?? [];
  const isPath = kind === "path" || (kind === "secret" && sign === "@");
  return isPath && !isAbsolute(path) ? sign + join(dirname(file), path) : value;
}

/** Texts of flags and the environment are converted by the kind; the SDK decides what is valid. */
async function convertedValue({ kind, value, origin, where }: FoundSetting, { sources }: Session): Promise<unknown> {
  if (origin === "profile" || typeof value !== "string") return value;
  if (kind === "number") return value.trim() === "" || Number.isNaN(Number(value)) ? value : Number(value);
  if (kind === "boolean") return value === "true" ? true : value === "false" ? false : value;
  if (kind !== "json") return value;
  try {
    return JSON.parse(isReference(value) ? await sources.text(value) : value);
  } catch (error) {
    throw new UsageError(`${where}: ${error instanceof UsageError ? error.message : "is not valid JSON"}`);
  }
}
