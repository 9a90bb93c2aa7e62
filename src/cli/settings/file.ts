/** The settings file: JSON that is read, never executed, and never looked for in the current folder. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { type ServiceName, services } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { Io } from "../io.js";
import { readText } from "../sources.js";
import { settingsOf } from "./catalog.js";
import { configFolder } from "./folders.js";
import { checkReference } from "./references.js";

type Fields = Readonly<Record<string, unknown>>;

/** Settings of services by their names, and of these by theirs: `auth.keyFile` is that of a credential. */
export type Profile = ReadonlyMap<ServiceName, ReadonlyMap<string, unknown>>;

export interface SettingsFile {
  readonly path: string;
  /** `undefined` if there is no file. */
  readonly profiles: ReadonlyMap<string, Profile> | undefined;
}

export const DEFAULT_PROFILE = "default";

const MOST_BYTES = 1_048_576;

/** @throws A {@link UsageError} that names the place of the first fault, and never a value. */
export async function readSettingsFile(io: Io): Promise<SettingsFile> {
  const path = join(configFolder(io), "config.json");
  let text: string;
  try {
    text = await readText(createReadStream(path), MOST_BYTES);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path} ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { path, profiles: undefined };
    throw new UsageError(`${path} cannot be read (${code})`);
  }
  return { path, profiles: profilesOf(parse(text, path), path) };
}

/** The profile of a name. That of the default name may be missing. */
export function profileOf({ path, profiles }: SettingsFile, name: string): Profile {
  const found = profiles?.get(name);
  if (found !== undefined) return found;
  if (name === DEFAULT_PROFILE) return new Map();
  const names = [...(profiles?.keys() ?? [])];
  const known = names.length === 0 ? "there are no profiles" : `its profiles are ${names.join(", ")}`;
  throw new UsageError(`There is no profile ${JSON.stringify(name)} in ${path}: ${known}.`);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the text, which may be a secret; only its number is safe.
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
    const line = position === undefined ? "" : ` (line ${text.slice(0, Number(position)).split("\n").length})`;
    throw new UsageError(`${path} is not valid JSON${line}`);
  }
}

function profilesOf(content: unknown, path: string): ReadonlyMap<string, Profile> {
  const fail = (place: string, problem: string): never => {
    throw new UsageError(`${path}: ${place === "" ? "it" : place} ${problem}`);
  };
  const fieldsOf = (value: unknown, place: string): [string, unknown][] => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? Object.entries(value as Fields) : fail(place, "must be an object");
  };
  const among = (names: Iterable<string>) => `is not known; there are ${[...names].join(", ")}`;

  const settingsAt = (service: ServiceName, value: unknown, place: string): ReadonlyMap<string, unknown> => {
    const known = settingsOf(service);
    const found = new Map<string, unknown>();
    for (const [name, given] of flattened(fieldsOf(value, place), place)) {
      const setting = known.get(name) ?? fail(`${place}.${name}`, among(known.keys()));
      const { kind } = setting;
      if (kind === "secret") checkReference(given, (problem) => fail(`${place}.${name}`, problem));
      else if (name.startsWith("auth.") && typeof given !== "string") fail(`${place}.${name}`, "must be a text");
      found.set(name, given);
    }
    return found;
  };

  /** `auth: { command }` is short for `auth: { token: { command } }`. */
  const flattened = (fields: [string, unknown][], place: string): [string, unknown][] =>
    fields.flatMap(([name, value]) => {
      if (name !== "auth") return [[name, value]];
      return fieldsOf(value, `${place}.auth`).map(([field, inner]): [string, unknown] =>
        field === "command" ? ["auth.token", { command: inner }] : [`auth.${field}`, inner],
      );
    });

  const profileAt = (value: unknown, place: string): Profile => {
    const found = new Map<ServiceName, ReadonlyMap<string, unknown>>();
    for (const [name, inner] of fieldsOf(value, place)) {
      const service = services.find((each) => each.name === name)?.name;
      if (service === undefined) fail(`${place}.${name}`, among(services.map((each) => each.name)));
      else found.set(service, settingsAt(service, inner, `${place}.${name}`));
    }
    return found;
  };

  for (const [name] of fieldsOf(content, "")) if (name !== "profiles") fail(name, among(["profiles"]));
  const { profiles = {} } = content as { profiles?: unknown };
  return new Map(fieldsOf(profiles, "profiles").map(([name, value]) => [name, profileAt(value, `profiles.${name}`)]));
}
