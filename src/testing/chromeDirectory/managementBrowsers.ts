/** `chromeBrowsers` of the Chrome Management API v1. */
import { refuse } from "../google.js";
import { list, map, object, text, uint32 } from "../googleShape.js";
import { reportFields, reportForm, type Spelling } from "./browserReport.js";
import { ANNOTATIONS, annotationsOf, type BrowserFacts, browserFacts as facts, move } from "./browsers.js";
import { type Call, found, listed, type Operations, orderFrom } from "./call.js";
import { type FilterLanguage, readFilter } from "./managementFilter.js";
import { known, unitFacts } from "./orgUnits.js";
import type { Annotations, State, StoredBrowser } from "./state.js";

const PATH = "/v1/customers/{}/chromeBrowsers";

const SPELLING: Spelling = {
  plugin: "pluginName",
  policy: "policyName",
  profile: "profileName",
  extension: "extensionName",
  homepage: "homepageUri",
  channel: "CHANNEL_",
};

const FILTER_FACTS: BrowserFacts = {
  browser_permanent_id: facts.id,
  last_policy_fetch_time: facts.activity,
  os_platform: facts.platform,
  os_architecture: facts.architecture,
  os_version: facts.osVersion,
  machine_name: facts.machineName,
  annotated_location: facts.location,
  annotated_user: facts.user,
  annotated_asset_id: facts.assetId,
  annotated_note: facts.notes,
  last_registration_time: facts.registration,
  os_platform_version: facts.platformVersion,
  browser_version: facts.version,
  last_status_report_time: facts.activity,
  extension_count: facts.extensions,
  policy_count: facts.policies,
  last_device_user: facts.deviceUser,
  last_activity_time: facts.activity,
  device_id_collision: facts.collision,
};

const WILDCARD_FIELDS = ["machine_name", "annotated_asset_id", "browser_version"];

const ORDER_FACTS: BrowserFacts = {
  browser_permanent_id: facts.id,
  last_sync: facts.activity,
  annotated_user: facts.user,
  annotated_location: facts.location,
  annotated_asset_id: facts.assetId,
  annotated_notes: facts.notes,
  org_unit_path: facts.unitPath,
  os_version: facts.osVersion,
  enrollment_date: facts.registration,
  extension_count: facts.extensions,
  policy_count: facts.policies,
  last_signed_in_user: facts.deviceUser,
  machine_name: facts.machineName,
  browser_version_channel: facts.channel,
  os_platform_version: facts.platformVersion,
  last_activity_time: facts.activity,
  browser_version: facts.version,
  last_status_report_time: facts.activity,
};

const BROWSER = object({
  name: text,
  browserPermanentId: text,
  orgUnitId: text,
  ...reportFields(SPELLING),
  attestationCredential: map,
  omahaRecentFetchTime: text,
});

export const managementBrowsers: Operations = {
  [`GET ${PATH}`]: {
    query: { filter: text, orderBy: text, pageSize: uint32, pageToken: text },
    response: object({ chromeBrowsers: list(BROWSER), nextPageToken: text }),
    respond(call) {
      const { state } = call;
      const matches = readFilter(call.query("filter") ?? "", languageOf(state));
      const browsers = [...state.browsers.values()].filter(matches);
      const order = orderFrom(ORDER_FACTS, call.query("orderBy") ?? "last_status_report_time desc");
      const page = call.page(browsers, order, ["pageSize", 100], ["filter", "orderBy"]);
      return listed("chromeBrowsers", page, (browser) => browserForm(state, browser));
    },
  },
  [`GET ${PATH}/{}`]: {
    response: BROWSER,
    respond: (call) => browserForm(call.state, browserOf(call)),
  },
  [`PATCH ${PATH}/{}`]: {
    query: { updateMask: text },
    body: BROWSER,
    bodyName: "chrome_browser",
    response: BROWSER,
    respond(call) {
      const browser = browserOf(call);
      const names = updatedFields(call.query("updateMask"));
      const others = ANNOTATIONS.filter((name) => !names.includes(name));
      const kept = annotationsOf(browser.annotations, others);
      browser.annotations = { ...kept, ...annotationsOf(call.body<Annotations>(), names) };
      return browserForm(call.state, browser);
    },
  },
  [`DELETE ${PATH}/{}`]: {
    response: object({}),
    respond(call) {
      call.state.browsers.delete(browserOf(call).id);
      return {};
    },
  },
  [`POST ${PATH}:move`]: {
    body: object({ destinationOrgUnitId: text, resourceIds: list(text) }, "destinationOrgUnitId"),
    respond(call) {
      const { destinationOrgUnitId: id = "", resourceIds = [] } = call.body<MoveBody>();
      move(call.state, resourceIds, known(call.state.units.byId(id)), () =>
        refuse(404, "Requested entity was not found."),
      );
      return undefined;
    },
  },
};

interface MoveBody {
  destinationOrgUnitId: string;
  resourceIds: string[];
}

/** The fields to update: with either spelling of their names, or `*`. Google does not say what happens without a mask. */
function updatedFields(mask: string | undefined): readonly string[] {
  if (mask === undefined) refuse(400, "Missing required field: update_mask", "required");
  if (mask === "*") return ANNOTATIONS;
  return mask.split(",").map((given) => {
    const camelCase = given.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return ANNOTATIONS.find((name) => name === camelCase) ?? refuse(400, "Invalid value at 'update_mask'.", "invalid");
  });
}

function languageOf({ units }: State): FilterLanguage<StoredBrowser> {
  return {
    facts: { ...FILTER_FACTS, ...unitFacts<StoredBrowser>(units) },
    textOperators: ["=", ":"],
    timeOperators: ["=", "<=", ">="],
    countOperators: ["=", ":"],
    allowsWildcard: (field) => WILDCARD_FIELDS.includes(field),
  };
}

const browserOf = ({ state, ids: [id] }: Call): StoredBrowser => found(state.browsers, id, "browserPermanentId");

function browserForm({ customerId }: State, browser: StoredBrowser): object {
  return {
    name: `customers/C${customerId}/chromeBrowsers/${browser.id}`,
    browserPermanentId: browser.id,
    orgUnitId: browser.unit.id,
    ...reportForm(browser, SPELLING),
  };
}
