/** What both APIs do with browsers: search, annotate, move. */
import { refuse } from "../google.js";
import { ARCHITECTURE, CHANNEL } from "./browserReport.js";
import type { OrgUnit } from "./orgUnits.js";
import { countFact, type Fact, type Facts, textFact, timeFact } from "./search.js";
import type { Annotations, State, StoredBrowser } from "./state.js";

/** What queries and orders can be about, by names of our own. */
export const browserFacts = {
  id: textFact(({ id }) => id),
  architecture: textFact(() => ARCHITECTURE),
  assetId: textFact(({ annotations }) => annotations.annotatedAssetId),
  location: textFact(({ annotations }) => annotations.annotatedLocation),
  notes: textFact(({ annotations }) => annotations.annotatedNotes),
  user: textFact(({ annotations }) => annotations.annotatedUser),
  version: textFact(({ version }) => version),
  channel: textFact(() => CHANNEL),
  token: textFact(({ enrolledBy }) => enrolledBy),
  machineName: textFact(({ machineName }) => machineName),
  deviceUser: textFact(({ users }) => users[0]),
  unitPath: textFact(({ unit }) => unit.path),
  extensions: countFact(({ extensionCount }) => extensionCount),
  policies: countFact(({ policies }) => policies.length),
  platform: textFact(({ os }) => os.platform),
  platformVersion: textFact(({ os }) => os.platformVersion),
  osVersion: textFact(({ os }) => os.version),
  registration: timeFact(({ registeredAt }) => registeredAt),
  // All reports of an emulated browser are as old as its last activity.
  activity: timeFact(({ lastActivityAt }) => lastActivityAt),
  collision: {
    kind: "exact",
    of: () => ["false"],
    read: (value) => (/^(?:true|false)$/.test(value) ? value : undefined),
  },
} satisfies Record<string, Fact<StoredBrowser>>;

export type BrowserFacts = Facts<StoredBrowser>;

/** What an administrator may write. */
export const ANNOTATIONS = ["annotatedUser", "annotatedLocation", "annotatedNotes", "annotatedAssetId"] as const;

/** The annotations of a body, of those that are named. An empty text clears. */
export function annotationsOf(body: Annotations, names: readonly string[] = ANNOTATIONS): Annotations {
  const given = ANNOTATIONS.filter((name) => names.includes(name) && body[name]);
  return Object.fromEntries(given.map((name) => [name, body[name]]));
}

const MOST_MOVED = 600;

/** Moves all browsers or, if an id is not one of a browser, refuses all. */
export function move(state: State, ids: readonly string[], unit: OrgUnit, refusal: () => never): void {
  if (ids.length === 0 || ids.length > MOST_MOVED)
    refuse(400, `Number of ids must be from 1 to ${MOST_MOVED}.`, "invalid");
  const browsers = ids.map((id) => state.browsers.get(id) ?? refusal());
  for (const browser of browsers) browser.unit = unit;
}
