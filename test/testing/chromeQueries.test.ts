/** What the emulator reads of the two query languages for browsers, tokens and profiles, and what it refuses. */
import { describe, expect, test } from "vitest";
import { BETA, chromeBench, query, V1 } from "../support/chromeEmulator.js";

function fleet() {
  const bench = chromeBench();
  const { chrome } = bench;
  chrome.addBrowser({
    deviceId: "d1",
    machineName: "PC1",
    lastActivityTime: "2026-01-10T12:00:00Z",
    annotatedUser: "tom sawyer",
    annotatedAssetId: "A-1",
    annotatedNotes: 'says "hi"',
    orgUnitPath: "/Sales",
  });
  chrome.addBrowser({
    deviceId: "d2",
    machineName: "PC10",
    lastActivityTime: "2026-02-10T12:00:00.500Z",
    annotatedLocation: "Oslo",
    osPlatform: "Linux",
    extensions: [],
  });
  chrome.addBrowser({
    deviceId: "d3",
    machineName: "laptop",
    lastActivityTime: "2026-03-10T12:00:00Z",
    annotatedUser: "os:Windows",
    orgUnitPath: "/Sales/Laptops",
    osPlatform: "Mac",
  });
  return bench;
}

async function betaFinds(text: string): Promise<unknown> {
  const { status, items } = await fleet().send(`GET ${BETA}/devices/chromebrowsers${query({ query: text })}`);
  return status === 200 ? items.map(({ deviceId }) => deviceId) : status;
}

async function v1Finds(filter: string): Promise<unknown> {
  const { status, items } = await fleet().send(
    `GET ${V1}/chromeBrowsers${query({ filter, orderBy: "browser_permanent_id" })}`,
  );
  return status === 200 ? items.map((each) => each.browserPermanentId) : status;
}

const ALL = ["d1", "d2", "d3"];

describe("the beta's query for browsers", () => {
  test.each<[string, string[]]>([
    ["", ALL],
    ["  ", ALL],
    // Parts match: callers compare exactly themselves.
    ["machine_name:PC1", ["d1", "d2"]],
    ["machine_name:pc10", ["d2"]],
    ["user:'tom sawyer'", ["d1"]],
    ['user:"tom sawyer"', ["d1"]],
    ["user:'os:Windows'", ["d3"]],
    [`note:'says "hi"'`, ["d1"]],
    ["asset_id:A-1", ["d1"]],
    ["location:oslo", ["d2"]],
    ["os_platform:Linux", ["d2"]],
    ["os:'Windows 11'", ["d1"]],
    ["arch:x86_64", ALL],
    ["browser_version:142", ALL],
    ["num_extensions:0", ["d2"]],
    ["num_policies:1", ["d2"]],
    ["has_device_id_collision:false", ALL],
    ["has_device_id_collision:true", []],
    ["last_activity:2026-01-10", ["d1"]],
    ["last_activity:2026-01-10T12:00:00", ["d1"]],
    ["last_activity:2026-02-10T12:00:00", ["d2"]],
    ["last_activity:2026-01-10..2026-02-10", ["d1", "d2"]],
    ["last_activity:2026-02-10..", ["d2", "d3"]],
    ["last_activity:..2026-02-10T11:59:59", ["d1"]],
    ["sync:..2026-01-31", ["d1"]],
    ["report:'2026-03-01..'", ["d3"]],
    ["register:2026-01-10", ["d1"]],
    ["machine_name:PC os_platform:Linux", ["d2"]],
    ["oslo", ["d2"]],
    ["'tom sawyer'", ["d1"]],
    ["enrollment_token:unknown", []],
    ["machine_name=PC1", []],
  ])("%s finds %j", async (text, ids) => {
    expect(await betaFinds(text)).toEqual(ids);
  });

  test.each([
    "Machine_name:PC1",
    "machineName:PC1",
    "org_unit_path:/Sales",
    "unknown:x",
    "constructor:x",
    "machine_name:",
    ":PC1",
    "machine_name: PC1",
    "machine_name:'PC1",
    'machine_name:"PC1',
    `machine_name:"PC1'`,
    "machine_name:'PC1'x",
    "machine_name:P'C1",
    "user:os:Windows",
    "user:''",
    "num_extensions:two",
    "num_extensions:-1",
    "num_extensions:1..2",
    "has_device_id_collision:no",
    "last_activity:yesterday",
    "last_activity:2026-01",
    "last_activity:2026-13-01",
    "last_activity:2026-01-10T12:00:00Z",
    "last_activity:2026-01-10T12:00:00.000",
    "last_activity:..",
    "last_activity:2026-01-10..2026-01-11..2026-01-12",
    '"machine_name:PC1"',
    "machine_name:PC1+user:tom:x",
  ])("%s is refused", async (text) => {
    expect(await betaFinds(text)).toBe(400);
  });
});

describe("v1's filter for browsers", () => {
  test.each<[string, string[]]>([
    ["", ALL],
    ['machine_name = "PC1"', ["d1"]],
    ["machine_name=pc1", ["d1"]],
    ['machine_name : "PC1"', ["d1", "d2"]],
    ['machine_name = "PC*"', ["d1", "d2"]],
    ['machine_name = "*top"', ["d3"]],
    ['machine_name = "*apto*"', ["d3"]],
    ['annotated_asset_id = "*"', ["d1"]],
    ['browser_version = "142.*"', ALL],
    ['annotated_user = "tom sawyer"', ["d1"]],
    ['annotated_user = "tom*"', []],
    ['machine_name : "PC*"', []],
    ['annotated_user = "os:Windows"', ["d3"]],
    ['annotated_note = "says \\"hi\\""', ["d1"]],
    ['annotated_location="Oslo" AND os_platform = "Linux"', ["d2"]],
    ['last_activity_time <= "2026-02-10T12:00:00.499Z"', ["d1"]],
    ['last_activity_time = "2026-02-10T13:00:00.500+01:00"', ["d2"]],
    ["last_activity_time >= 2026-02-10T12:00:00Z", ["d2", "d3"]],
    ['last_registration_time>="2026-03-01T00:00:00Z"', ["d3"]],
    ["extension_count = 0", ["d2"]],
    ["policy_count:1", ["d2"]],
    ["device_id_collision = false", ALL],
    ['org_unit_path = "/sales"', ["d1"]],
    ['browser_permanent_id = "d3"', ["d3"]],
    ["oslo", ["d2"]],
    ['"tom sawyer" AND machine_name = "PC1"', ["d1"]],
  ])("%s finds %j", async (filter, ids) => {
    expect(await v1Finds(filter)).toEqual(ids);
  });

  test.each([
    'Machine_name = "PC1"',
    'machineName = "PC1"',
    'annotated_notes = "x"',
    'enrollment_token = "x"',
    'constructor = "x"',
    'machine_name "PC1"',
    "machine_name =",
    '= "PC1"',
    'machine_name = "PC1',
    'machine_name = PC1"',
    "machine_name = 'PC1'",
    'machine_name = "PC1"x',
    'machine_name = "P\\C1"',
    'machine_name = "P*1"',
    'machine_name = "**"',
    'machine_name != "PC1"',
    'machine_name > "PC1"',
    'machine_name = "PC1" and os_platform = "Linux"',
    'machine_name = "PC1" OR os_platform = "Linux"',
    'machine_name = "PC1" os_platform = "Linux"',
    'machine_name = "PC1" AND',
    'AND machine_name = "PC1"',
    'NOT machine_name = "PC1"',
    "-PC1",
    '(machine_name = "PC1")',
    'in_group("x")',
    "last_activity_time = yesterday",
    'last_activity_time >= "2026-01-10"',
    'last_activity_time >= "2026-01-10T00:00:00"',
    'last_activity_time >= "2026-13-10T00:00:00Z"',
    'last_activity_time < "2026-01-10T00:00:00Z"',
    'last_activity_time : "2026-01-10T00:00:00Z"',
    'extension_count = "two"',
    "extension_count >= 2",
    "device_id_collision = no",
    'org_unit_path = "/None"',
    'org_unit_id = "none"',
  ])("%s is refused", async (filter) => {
    expect(await v1Finds(filter)).toBe(400);
  });

  test("org_unit_id takes an id without `id:`", async () => {
    const bench = fleet();
    const id = bench.chrome.addOrgUnit("/Sales");
    const list = async (value: string) => {
      const { status, items } = await bench.send(
        `GET ${V1}/chromeBrowsers${query({ filter: `org_unit_id = "${value}"` })}`,
      );
      return status === 200 ? items.length : status;
    };
    expect(await list(id)).toBe(1);
    expect(await list(`id:${id}`)).toBe(400);
  });
});

describe("tokens", () => {
  async function tokens() {
    const bench = chromeBench();
    for (const path of ["/", "/Sales", "/Support"]) {
      await bench.send(`POST ${BETA}/chrome/enrollmentTokens`, {
        token_type: "CHROME_BROWSER",
        org_unit_path: path,
        ...(path === "/Sales" && { ttl: "60s" }),
      });
    }
    const last = bench.chrome.enrollmentTokens.at(-1);
    await bench.send(`POST ${BETA}/chrome/enrollmentTokens/${last?.tokenPermanentId}:revoke`);
    await bench.clock.advance(60_000);
    return bench;
  }

  const beta = async (text: string) => {
    const { status, items } = await (await tokens()).send(
      `GET ${BETA}/chrome/enrollmentTokens${query({ query: text })}`,
    );
    return status === 200 ? items.map(({ orgUnitPath }) => orgUnitPath) : status;
  };

  test.each<[string, string[]]>([
    ["", ["/", "/Sales", "/Support"]],
    ["whatever", ["/", "/Sales", "/Support"]],
    ["token_state:ACTIVE", ["/"]],
    ["token_state:EXPIRED", ["/Sales"]],
    ["device_type:CHROME_BROWSER  token_state:REVOKED", ["/Support"]],
    ["token_state:ACTIVE token_state:REVOKED", []],
  ])("the beta's query %s finds those of %j", async (text, paths) => {
    expect(await beta(text)).toEqual(paths);
  });

  test.each([
    "token_state:active",
    "token_state:UNKNOWN",
    "device_type:CHROME_OS",
    "state:ACTIVE",
    "device_type:CHROME_BROWSER+token_state:REVOKED",
    '"device_type:CHROME_BROWSER token_state:REVOKED"',
    "org_unit_path:/Sales",
  ])("the beta's query %s is refused", async (text) => {
    expect(await beta(text)).toBe(400);
  });

  const v1 = async (filter: string) => {
    const { status, items } = await (await tokens()).send(`GET ${V1}/enrollmentTokens${query({ filter })}`);
    return status === 200 ? items.length : status;
  };

  test.each<[string, number]>([
    ["", 3],
    ["token_state = ACTIVE", 1],
    ['token_state:"EXPIRED"', 1],
    ["device_type = CHROME_BROWSER AND token_state = REVOKED", 1],
    ['org_unit_path = "/SALES"', 1],
    ['org_unit_path = "/Sales" AND token_state = ACTIVE', 0],
  ])("v1's filter %s finds %d", async (filter, count) => {
    expect(await v1(filter)).toBe(count);
  });

  test.each([
    "token_state = active",
    "token_state != ACTIVE",
    "token_state:ACTIVE token_state:REVOKED",
    'org_unit_path = "/None"',
  ])("v1's filter %s is refused", async (filter) => {
    expect(await v1(filter)).toBe(400);
  });
});

describe("v1's filter for profiles", () => {
  const finds = async (filter: string) => {
    const { chrome, send } = chromeBench();
    chrome.addProfile({ profilePermanentId: "p1", displayName: "Ada", lastActivityTime: "2026-01-10T12:00:00Z" });
    chrome.addProfile({
      profilePermanentId: "p2",
      displayName: "Bo",
      userEmail: "bo@example.com",
      lastActivityTime: "2026-02-10T12:00:00Z",
      orgUnitPath: "/Sales",
    });
    const { status, items } = await send(
      `GET ${V1}/profiles${query({ filter: filter.replace("$SALES", chrome.addOrgUnit("/Sales")) })}`,
    );
    return status === 200 ? items.map(({ profilePermanentId }) => profilePermanentId) : status;
  };

  test.each<[string, string[]]>([
    ["", ["p2", "p1"]],
    ['display_name = "Ada"', ["p1"]],
    ['display_name != "Ada"', ["p2"]],
    ['user_email = "bo@*"', ["p2"]],
    ["last_activity_time > 2026-01-10T12:00:00Z", ["p2"]],
    ['last_activity_time != "2026-01-10T12:00:00Z"', ["p2"]],
    ["extension_count < 3 AND identity_provider = GOOGLE_IDENTITY_PROVIDER", ["p2", "p1"]],
    ["identity_provider != GOOGLE_IDENTITY_PROVIDER", []],
    ["ouId = $SALES", ["p2"]],
    ["bo@example.com", ["p2"]],
  ])("%s finds %j", async (filter, ids) => {
    expect(await finds(filter)).toEqual(ids);
  });

  test.each(['display_name : "Ada"', "ouId = none", "identity_provider = GOOGLE", 'displayName = "Ada"'])(
    "%s is refused",
    async (filter) => {
      expect(await finds(filter)).toBe(400);
    },
  );
});
