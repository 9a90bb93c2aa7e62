/** `chromebrowsers` of v1.1beta1. */
import { refuse } from "../google.js";
import { choice, list, object, text, uint32 } from "../googleShape.js";
import { reportFields, reportForm, type Spelling } from "./browserReport.js";
import { annotationsOf, type BrowserFacts, browserFacts as facts, move } from "./browsers.js";
import { type Call, found, listed, type Operations, orderBy } from "./call.js";
import { readQuery } from "./directoryQuery.js";
import { known } from "./orgUnits.js";
import type { Annotations, StoredBrowser } from "./state.js";

const PATH = "/admin/directory/v1.1beta1/customer/{}/devices/chromebrowsers";

const SPELLING: Spelling = {
  plugin: "name",
  policy: "name",
  profile: "name",
  extension: "name",
  homepage: "homepageUrl",
  channel: "",
};

/** Only the projection `FULL` has these. */
const FULL_FIELDS = ["browsers", "lastDeviceUsers", "lastStatusReportTime", "machinePolicies"];

const QUERY_FACTS: BrowserFacts = {
  arch: facts.architecture,
  asset_id: facts.assetId,
  browser_version: facts.version,
  enrollment_token: facts.token,
  has_device_id_collision: facts.collision,
  last_activity: facts.activity,
  location: facts.location,
  machine_name: facts.machineName,
  machine_user: facts.deviceUser,
  note: facts.notes,
  num_extensions: facts.extensions,
  num_policies: facts.policies,
  os: facts.platformVersion,
  os_platform: facts.platform,
  os_version: facts.osVersion,
  register: facts.registration,
  report: facts.activity,
  sync: facts.activity,
  user: facts.user,
};

const ORDER_FACTS: BrowserFacts = {
  id: facts.id,
  annotated_asset_id: facts.assetId,
  annotated_location: facts.location,
  annotated_user: facts.user,
  notes: facts.notes,
  browser_version_channel: facts.channel,
  browser_version_sortable: facts.version,
  enrollment_date: facts.registration,
  extension_count: facts.extensions,
  last_activity: facts.activity,
  last_signed_in_user: facts.deviceUser,
  last_sync: facts.activity,
  machine_name: facts.machineName,
  org_unit: facts.unitPath,
  os_version: facts.osVersion,
  os_version_sortable: facts.osVersion,
  platform_major_version: facts.platformVersion,
  policy_count: facts.policies,
};

const BROWSER = object(
  { kind: text, deviceId: text, orgUnitPath: text, ...reportFields(SPELLING), safeBrowsingClickThroughCount: text },
  "deviceId",
);

const projection = choice("BASIC", "FULL");

export const directoryBrowsers: Operations = {
  [`GET ${PATH}`]: {
    query: {
      query: text,
      orgUnitPath: text,
      orderBy: text,
      sortOrder: choice("ASCENDING", "DESCENDING"),
      projection,
      maxResults: uint32,
      pageToken: text,
    },
    response: object({ kind: text, browsers: list(BROWSER), nextPageToken: text }),
    respond(call) {
      const { state } = call;
      const given = call.query("orgUnitPath");
      const unit = given === undefined ? undefined : known(state.units.byEither(given));
      const matches = readQuery(call.query("query") ?? "", QUERY_FACTS);
      const browsers = [...state.browsers.values()].filter((each) => (!unit || each.unit === unit) && matches(each));
      const order = orderBy(ORDER_FACTS, call.query("orderBy") ?? "id", call.query("sortOrder") === "DESCENDING");
      const page = call.page(browsers, order, ["maxResults", 100], ["query", "orgUnitPath", "orderBy", "sortOrder"]);
      const form = (browser: StoredBrowser) => browserForm(browser, call.query("projection") ?? "BASIC");
      return { kind: "admin#directory#browserdevices", ...listed("browsers", page, form) };
    },
  },
  [`GET ${PATH}/{}`]: {
    query: { projection },
    response: BROWSER,
    respond: (call) => browserForm(browserOf(call), call.query("projection") ?? "BASIC"),
  },
  [`PUT ${PATH}/{}`]: {
    query: { projection },
    body: BROWSER,
    bodyName: "browser",
    response: BROWSER,
    respond(call) {
      const browser = browserOf(call);
      const body = call.body<Annotations & { deviceId: string }>();
      if (body.deviceId !== browser.id) refuse(400, "Invalid value at 'browser.deviceId'.", "invalid");
      browser.annotations = annotationsOf(body);
      return browserForm(browser, call.query("projection") ?? "FULL");
    },
  },
  [`DELETE ${PATH}/{}`]: {
    respond(call) {
      call.state.browsers.delete(browserOf(call).id);
      return undefined;
    },
  },
  [`POST ${PATH}/moveChromeBrowsersToOu`]: {
    body: object({ org_unit_path: text, resource_ids: list(text) }, "org_unit_path"),
    respond(call) {
      const { org_unit_path = "", resource_ids = [] } = call.body<{ org_unit_path: string; resource_ids: string[] }>();
      const unit = known(call.state.units.byEither(org_unit_path));
      move(call.state, resource_ids, unit, () => refuse(400, "Invalid Input: resource_ids", "invalid"));
      return undefined;
    },
  },
};

const browserOf = ({ state, ids: [id] }: Call): StoredBrowser => found(state.browsers, id, "deviceId");

function browserForm(browser: StoredBrowser, projection: string): object {
  const report = Object.entries(reportForm(browser, SPELLING));
  const fields = projection === "FULL" ? report : report.filter(([name]) => !FULL_FIELDS.includes(name));
  return {
    kind: "admin#directory#browserdevice",
    deviceId: browser.id,
    orgUnitPath: browser.unit.path,
    ...Object.fromEntries(fields),
    ...(projection === "FULL" && { safeBrowsingClickThroughCount: "0" }),
  };
}
