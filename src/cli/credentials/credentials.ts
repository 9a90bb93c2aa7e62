/** The credentials of a client, from the settings. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ExpiringToken } from "tessera-sdk";
import type { ServiceName, ServiceSummary } from "../catalog.js";
import { UsageError } from "../exit.js";
import type { Session } from "../session.js";
import { type AuthName, flagOf } from "../settings/catalog.js";
import { stateFolder } from "../settings/folders.js";
import { isCommand } from "../settings/references.js";
import { type FoundSetting, ORIGINS, type Settings } from "../settings/settings.js";
import { readSecret, warnIfShared } from "./secrets.js";

/** What the entries of the services have, each of its own family. */
type AuthModule = Pick<typeof import("tessera-sdk/android-enterprise"), "googleAuth"> &
  Pick<typeof import("tessera-sdk/adobe-pass"), "softwareStatement" | "fileStore"> &
  Pick<typeof import("tessera-sdk/flower-docs"), "login">;

type Auth = Pick<Settings, "auth">["auth"];

/** One way to authenticate. */
interface Way {
  /** The setting that chooses it; `undefined` for the way without one. */
  readonly by: AuthName | undefined;
  /** What else it uses. */
  readonly uses: readonly AuthName[];
  /** What of it has to be there. */
  readonly requires?: readonly AuthName[];
  create(auth: Auth, session: Session, module: AuthModule): Promise<ClientAuth> | ClientAuth;
}

type ClientAuth = Readonly<Record<"auth" | "headers", unknown>> | { readonly auth: unknown };

const token: Way = {
  by: "auth.token",
  uses: [],
  create: async (auth, session) => ({ auth: await tokenOf(setting(auth, "auth.token"), session) }),
};

const google: readonly Way[] = [
  {
    ...token,
    uses: ["auth.quotaProject"],
    async create(auth, session, module) {
      const quotaProject = text(auth, "auth.quotaProject");
      const headers = quotaProject !== undefined && { headers: { "x-goog-user-project": quotaProject } };
      return { ...(await token.create(auth, session, module)), ...headers };
    },
  },
  {
    by: "auth.keyFile",
    uses: ["auth.subject", "auth.quotaProject"],
    async create(auth, session, { googleAuth }) {
      const keyFile = text(auth, "auth.keyFile") as string;
      await warnIfShared(keyFile, session);
      return { auth: googleAuth({ keyFile, ...subjectOf(auth) }) };
    },
  },
  {
    by: undefined,
    uses: ["auth.subject", "auth.quotaProject"],
    create: (auth, _session, { googleAuth }) => ({ auth: googleAuth(subjectOf(auth)) }),
  },
];

const subjectOf = (auth: Auth) => ({
  subject: text(auth, "auth.subject"),
  quotaProject: text(auth, "auth.quotaProject"),
});

const adobe: readonly Way[] = [
  token,
  {
    by: "auth.statement",
    uses: ["auth.redirectUri"],
    async create(auth, session, { softwareStatement, fileStore }) {
      const statement = await readSecret(setting(auth, "auth.statement"), session);
      // Registrations outlive the command: a new one would sign out the users of a device.
      const folder = stateFolder(session.io);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const store = fileStore(join(folder, "adobe-pass"));
      return { auth: softwareStatement({ statement, redirectUri: text(auth, "auth.redirectUri"), store }) };
    },
  },
];

const flowerDocs: readonly Way[] = [
  token,
  {
    by: "auth.password",
    uses: ["auth.user", "auth.scope"],
    requires: ["auth.user", "auth.scope"],
    async create(auth, session, { login }) {
      const password = await readSecret(setting(auth, "auth.password"), session);
      const [user = "", scope = ""] = [text(auth, "auth.user"), text(auth, "auth.scope")];
      return { auth: login({ user, password, scope }) };
    },
  },
];

const waysOf: Readonly<Record<ServiceName, readonly Way[]>> = {
  "adobe-pass": adobe,
  "adobe-pass-management": adobe,
  "adobe-pass-v1": adobe,
  "adobe-sso-service": adobe,
  "android-enterprise": google,
  "chrome-directory": google,
  "flower-docs": flowerDocs,
};

/**
 * Options of the client's constructor that are credentials, such as `auth`.
 *
 * @throws A {@link UsageError} that names the setting if there are none, or if they contradict each other, and a
 *   `CredentialError` if a command does not return one.
 */
export async function readCredentials(
  { name }: ServiceSummary,
  { auth }: Pick<Settings, "auth">,
  session: Session,
  module: object,
): Promise<ClientAuth> {
  return chooseWay(name, auth).create(auth, session, module as AuthModule);
}

/** What was given with the highest precedence decides. */
export function chooseWay(service: ServiceName, auth: Auth): Way {
  const ways = waysOf[service];
  const rank = ({ by }: Way) => (by === undefined || !auth.has(by) ? ORIGINS.length : rankOf(setting(auth, by)));
  const [first, second] = ways.filter(({ by }) => by === undefined || auth.has(by)).sort((a, b) => rank(a) - rank(b));
  if (first === undefined) {
    const choices = ways.map(({ by, requires = [] }) => [by, ...requires].filter((each) => each !== undefined));
    const flags = choices.map((settings) => settings.map(flagOf).join(" and ")).join(", or ");
    throw new UsageError(
      `There are no credentials for ${service}: give ${flags}, set them in a profile, or choose one with --profile.`,
    );
  }
  if (second !== undefined && rank(second) === rank(first)) {
    throw new UsageError(
      `${whereOf(auth, first)} and ${whereOf(auth, second)} contradict each other: give one of them.`,
    );
  }
  for (const name of first.requires ?? []) {
    if (!auth.has(name)) throw new UsageError(`${flagOf(name)} is required with ${whereOf(auth, first)}.`);
  }
  refuseUnused(first, ways, auth, rank(first));
  return first;
}

/** A setting without effect is an error, as whoever gave it expects one. One that was overridden is not. */
function refuseUnused(way: Way, ways: readonly Way[], auth: Auth, rank: number): void {
  for (const found of auth.values()) {
    const isUsed = found.name === way.by || way.uses.some((name) => name === found.name);
    const isWay = ways.some(({ by }) => by === found.name);
    if (!isUsed && !isWay && rankOf(found) <= rank) {
      throw new UsageError(`${found.where} has no effect with ${whereOf(auth, way)}.`);
    }
  }
}

const rankOf = ({ origin }: FoundSetting) => ORIGINS.indexOf(origin);
const whereOf = (auth: Auth, { by }: Way) =>
  by === undefined ? "Application Default Credentials" : setting(auth, by).where;
const setting = (auth: Auth, name: AuthName) => auth.get(name) as FoundSetting;
const text = (auth: Auth, name: AuthName) => auth.get(name)?.value as string | undefined;

/** For how long the token of a command is used. Its expiry is not known; that of Google's is 60 minutes. */
const TOKEN_OF_COMMAND_MS = 600_000;

/** A token of a command is requested again in a long run; all others are read once. */
async function tokenOf(found: FoundSetting, session: Session): Promise<string | (() => Promise<ExpiringToken>)> {
  let next: string | undefined = await readSecret(found, session);
  if (!isCommand(found.value)) return next;
  return async () => {
    const token = next ?? (await readSecret(found, session));
    next = undefined;
    return { token, expiresAt: Date.now() + TOKEN_OF_COMMAND_MS };
  };
}
