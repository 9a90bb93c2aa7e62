/** The client against Google's discovery document: every method, parameter, schema, field, type and enum value. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { compare, named } from "../support/conformance.js";
import { type ApiFacts, DOCUMENT, FACTS, factsOf, keptFacts, sources, writeFacts } from "../support/discovery.js";
import { deviations } from "./deviations.js";

const endpoints = named(androidEnterpriseEndpoints);
const listed = deviations.flatMap(({ at }) => at);

const verbOf = (http: string) => http.split(" ")[0];

for (const { source, facts: found } of sources()) {
  describe(`against ${source}, the client`, () => {
    const given = test.skipIf(found === undefined);
    const facts = found as ApiFacts;

    given("differs only as listed", () => {
      expect(compare(facts, endpoints).differences.filter((each) => !listed.includes(each))).toEqual([]);
    });

    given("still differs wherever that is listed", () => {
      const { differences } = compare(facts, endpoints);
      expect(listed.filter((each) => !differences.includes(each))).toEqual([]);
    });

    given("is compared in all 17 resources, 77 methods and 90 schemas", () => {
      expect(new Set(Object.keys(facts.methods).map((name) => name.split(".")[0])).size).toBe(17);
      expect(Object.keys(androidEnterpriseEndpoints)).toHaveLength(17);
      expect(Object.keys(facts.methods)).toHaveLength(77);
      expect(Object.keys(endpoints)).toHaveLength(77);
      expect(compare(facts, endpoints).schemas).toEqual(Object.keys(facts.schemas).sort());
      expect(Object.keys(facts.schemas)).toHaveLength(90);
    });

    given("is compared in 270 fields, of which 46 are enums, and in 2 enums of the query", () => {
      const fields = Object.values(facts.schemas).flatMap((schema) => Object.values(schema));
      const params = Object.values(facts.methods).flatMap((method) => Object.values(method.params));
      expect(fields).toHaveLength(270);
      expect(fields.filter((word) => word.startsWith("("))).toHaveLength(46);
      expect(params.filter((word) => word.startsWith("query ("))).toHaveLength(2);
    });

    given("resolves to nothing in the 15 methods that return nothing", () => {
      const silent = Object.keys(facts.methods).filter((name) => facts.methods[name]?.response === undefined);
      expect(silent).toHaveLength(15);
      expect(Object.keys(endpoints).filter((name) => endpoints[name]?.response === undefined)).toEqual(silent);
    });

    given("posts without a body in the 11 methods that take none, and sends 22 bodies elsewhere", () => {
      const methods = Object.entries(facts.methods);
      const bare = methods.filter(([, { http, request }]) => verbOf(http) === "POST" && !request).map(([name]) => name);
      expect(bare).toHaveLength(11);
      const ours = Object.entries(endpoints);
      expect(ours.filter(([, { http, body }]) => verbOf(http) === "POST" && !body).map(([name]) => name)).toEqual(bare);
      expect(ours.filter(([, { body }]) => body !== undefined)).toHaveLength(22);
    });
  });
}

test("a deviation is listed once, and has a reason", () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(deviations.filter(({ because, at }) => because === "" || at.length === 0)).toEqual([]);
});

const there = existsSync(DOCUMENT);
test.skipIf(!there)(
  `the facts kept are those of the discovery document${there ? "" : " (skipped: it is not beside the repository)"}`,
  () => {
    const written = readFileSync(FACTS, "utf8");
    const remedy = "run `npx tsx test/support/writeFacts.ts`";
    expect(written, remedy).toBe(writeFacts(factsOf(JSON.parse(readFileSync(DOCUMENT, "utf8")))));
  },
);

describe("the comparison notices", () => {
  const method = (facts: ApiFacts, name: string) => facts.methods[name] ?? expect.fail(`no ${name}`);
  const schema = (facts: ApiFacts, name: string) => facts.schemas[name] ?? expect.fail(`no ${name}`);

  const changes: { what: string; change: (facts: ApiFacts) => void; noticed: string }[] = [
    {
      what: "another path",
      change: (facts) => {
        method(facts, "users.get").http += "/profile";
      },
      noticed: "users.get http: ",
    },
    {
      what: "another verb",
      change: (facts) => {
        const users = method(facts, "users.update");
        users.http = users.http.replace("PUT", "PATCH");
      },
      noticed: "users.update http: ",
    },
    {
      what: "a method that is new",
      change: (facts) => {
        facts.methods["users.undelete"] = method(facts, "users.get");
      },
      noticed: "users.undelete: missing",
    },
    {
      what: "a method that is gone",
      change: (facts) => {
        delete facts.methods["users.get"];
      },
      noticed: "users.get: extra",
    },
    {
      what: "a parameter that is no longer required",
      change: (facts) => {
        method(facts, "users.list").params.email = "query string";
      },
      noticed: "users.list email: query string required, documented as query string",
    },
    {
      what: "a parameter that is new",
      change: (facts) => {
        method(facts, "users.list").params.pageSize = "query int32";
      },
      noticed: "users.list.pageSize: missing",
    },
    {
      what: "a parameter that may be given more than once",
      change: (facts) => {
        method(facts, "users.list").params.email = "query string required repeated";
      },
      noticed: "users.list email: ",
    },
    {
      what: "a field of another name, deep within a response",
      change: (facts) => {
        facts.schemas.VariableSet = { placeholder: "string", value: "string" };
      },
      noticed: "response VariableSet.value: missing",
    },
    {
      what: "a field of another type",
      change: (facts) => {
        schema(facts, "WebApp").versionCode = "int32";
      },
      noticed: "response WebApp.versionCode: int64, documented as int32",
    },
    {
      what: "a field that becomes a list",
      change: (facts) => {
        schema(facts, "Device").policy = "@Policy[]";
      },
      noticed: "devices.update request Device.policy: is not a list",
    },
    {
      what: "a field that holds another schema",
      change: (facts) => {
        schema(facts, "Device").policy = "@DeviceReport";
      },
      noticed: "devices.update request DeviceReport.policyId: extra",
    },
    {
      what: "an enum value that is new",
      change: (facts) => {
        schema(facts, "DeviceState").accountState = "(disabled|enabled|paused)";
      },
      noticed: "response DeviceState.accountState: (disabled|enabled), documented as (disabled|enabled|paused)",
    },
    {
      what: "a field that a request begins to require",
      change: (facts) => {
        method(facts, "enterprises.setStoreLayout").needs = ["homepageId"];
      },
      noticed: "enterprises.setStoreLayout request StoreLayout.homepageId: not required",
    },
    {
      what: "a response where there was none",
      change: (facts) => {
        method(facts, "users.delete").response = "User";
      },
      noticed: "users.delete response: undefined, documented as json",
    },
    {
      what: "a body where there was none",
      change: (facts) => {
        method(facts, "enterprises.unenroll").request = "Enterprise";
      },
      noticed: "enterprises.unenroll body: undefined, documented as *",
    },
    {
      what: "another scope",
      change: (facts) => {
        method(facts, "users.get").scopes = ["https://www.googleapis.com/auth/androidenterprise.readonly"];
      },
      noticed: "users.get scopes: ",
    },
    {
      what: "a deprecation",
      change: (facts) => {
        method(facts, "users.get").deprecated = true;
      },
      noticed: "users.get: is not deprecated",
    },
  ];
  test.each(changes)("$what", ({ change, noticed }) => {
    const facts = keptFacts();
    change(facts);
    const news = compare(facts, endpoints).differences.filter((each) => !listed.includes(each));
    expect(news.filter((each) => each.startsWith(noticed))).not.toEqual([]);
  });
});

/** What a retry after an ambiguous failure does; it changes nothing in the methods that are not named. */
const RETRIES = {
  mint: [
    "enrollmentTokens.create",
    "enterprises.createWebToken",
    "enterprises.generateEnterpriseUpgradeUrl",
    "enterprises.generateSignupUrl",
    "enterprises.sendTestPushNotification",
    "products.generateApprovalUrl",
    "users.generateAuthenticationToken",
  ],
  none: [
    "devices.forceReportUpload",
    "enterprises.completeSignup",
    "enterprises.enroll",
    "enterprises.getServiceAccount",
    "enterprises.unenroll",
    "serviceaccountkeys.insert",
    "storelayoutclusters.insert",
    "storelayoutpages.insert",
    "webapps.insert",
  ],
};

test("what a retry does is one unused token or URL more in 7 methods, and harm in 9", () => {
  const having = (idempotency: string) =>
    Object.keys(endpoints).filter((name) => endpoints[name]?.idempotency === idempotency);
  expect({ mint: having("mint"), none: having("none") }).toEqual(RETRIES);
  expect(having("safe")).toHaveLength(61);
});

test("throttling ends a call only where a daily quota is used up", () => {
  const spent = Object.keys(endpoints).filter((name) => endpoints[name]?.retry429 === false);
  expect(spent).toEqual(["devices.forceReportUpload"]);
});

const SPEC = new URL("../../../shared/specs/android-enterprise.md", import.meta.url);
const specIsThere = existsSync(SPEC);

/** The table of methods: name, what a retry does, whether it is deprecated. */
function specRows(): { name: string; repeat: string; deprecated: boolean }[] {
  const rows = readFileSync(SPEC, "utf8").matchAll(/^\| `(\w+\.\w+)` \| (?:GET|POST|PUT|DELETE) \|.*$/gm);
  return [...rows].map(([row, name = ""]) => {
    const cells = row.split("|").map((cell) => cell.trim());
    return { name, repeat: cells.at(-3) ?? "", deprecated: cells.at(-2) !== "-" };
  });
}

describe.skipIf(!specIsThere)(
  `the table of methods${specIsThere ? "" : " (skipped: it is not beside the repository)"}`,
  () => {
    const IDEMPOTENCY: Record<string, string> = { R: "safe", I: "safe", M: "mint", Q: "none", X: "none" };

    test("says of each method what a retry does", () => {
      const rows = specRows();
      expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(endpoints).sort());
      const ours = rows.map(({ name }) => [name, endpoints[name]?.idempotency, endpoints[name]?.retry429]);
      const theirs = rows.map(({ name, repeat }) => [name, IDEMPOTENCY[repeat], repeat === "Q" ? false : undefined]);
      expect(ours).toEqual(theirs);
    });

    test("says which 28 methods are deprecated", () => {
      const deprecated = specRows().filter((row) => row.deprecated);
      expect(deprecated).toHaveLength(28);
      const ours = Object.keys(endpoints).filter((name) => endpoints[name]?.deprecated);
      expect(ours.sort()).toEqual(deprecated.map(({ name }) => name).sort());
    });
  },
);

test("the effect of a method is stated, and follows from its verb but for 4 methods", () => {
  const byVerb: Record<string, string> = { GET: "read", POST: "write", PUT: "write", DELETE: "destroy" };
  const having = (effect: string) => Object.keys(endpoints).filter((name) => endpoints[name]?.effect === effect);
  const others = Object.entries(endpoints).filter(([, { http, effect }]) => byVerb[verbOf(http) ?? ""] !== effect);
  expect(Object.fromEntries(others.map(([name, { effect }]) => [name, effect]))).toEqual({
    // Creates a key and revokes the one before.
    "enterprises.getServiceAccount": "write",
    "enterprises.pullNotificationSet": "read",
    "enterprises.unenroll": "destroy",
    "products.unapprove": "destroy",
  });
  expect(having("destroy")).toHaveLength(12);
});
