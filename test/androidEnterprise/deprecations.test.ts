/** Deprecated methods: said in the descriptor, in the documentation of the class method, and once at run time. */
import { readdirSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { named } from "../support/conformance.js";
import { keptFacts, sampleOf } from "../support/discovery.js";
import { callOf, goldenRequests } from "../support/goldenRequests.js";
import { scripted } from "../support/scripted.js";

const endpoints = named(androidEnterpriseEndpoints);

const DEPRECATED = [
  ...["delete", "get", "list", "update"].map((method) => `entitlements.${method}`),
  ...["get", "list"].map((method) => `grouplicenses.${method}`),
  "grouplicenseusers.list",
  ...["delete", "get", "list", "update"].map((method) => `installs.${method}`),
  ...["delete", "get", "list", "update"].map((method) => `managedconfigurationsfordevice.${method}`),
  ...["delete", "get", "list", "update"].map((method) => `managedconfigurationsforuser.${method}`),
  ...["approve", "generateApprovalUrl", "list", "unapprove"].map((method) => `products.${method}`),
  ...["delete", "insert", "list"].map((method) => `serviceaccountkeys.${method}`),
  ...["getAvailableProductSet", "setAvailableProductSet"].map((method) => `users.${method}`),
];

/** As the vendor spells them. */
const resources = Object.keys(androidEnterpriseEndpoints);

const SOURCES = new URL("../../src/androidEnterprise/resources/", import.meta.url);

/** The methods of the resource classes, by the descriptor that each calls, with what `@deprecated` says of it. */
function documentedMethods(): Map<string, { method: string; deprecated: string | undefined }> {
  const found = new Map<string, { method: string; deprecated: string | undefined }>();
  for (const file of readdirSync(SOURCES)) {
    const text = readFileSync(new URL(file, SOURCES), "utf8");
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isMethodDeclaration(node)) return;
      const [, resource, called] = /this\.(?:call|paginate)\((\w+)Endpoints\.(\w+),/.exec(node.getText()) ?? [];
      if (resource === undefined) return;
      const vendors = resources.find((name) => name.toLowerCase() === resource.toLowerCase());
      const tag = ts.getJSDocDeprecatedTag(node);
      const deprecated = tag && (ts.getTextOfJSDocComment(tag.comment) ?? "");
      found.set(`${vendors}.${called}`, { method: node.name.getText(), deprecated });
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true));
  }
  return found;
}

test("28 of the 77 methods are deprecated", () => {
  expect(DEPRECATED).toHaveLength(28);
  expect(Object.keys(endpoints).filter((name) => endpoints[name]?.deprecated)).toEqual(DEPRECATED);
});

test("each descriptor is called by the one class method of its name", () => {
  const methods = documentedMethods();
  expect([...methods.keys()].sort()).toEqual(Object.keys(endpoints).sort());
  for (const [name, { method }] of methods) expect(name.split(".")[1]).toBe(method);
});

test("a class method has `@deprecated` with a reason exactly where its descriptor is deprecated", () => {
  const tagged = [...documentedMethods()].filter(([, { deprecated }]) => deprecated !== undefined);
  expect(tagged.map(([name]) => name).sort()).toEqual([...DEPRECATED].sort());
  expect(tagged.filter(([, { deprecated }]) => deprecated === "")).toEqual([]);
});

/** What a warning is to say, word for word, for one method of each kind. */
const WARNINGS: Record<string, { code: string; message: string }> = {
  "products.list": {
    code: "TESSERA_ANDROID_ENTERPRISE_PRODUCTS_LIST",
    message:
      "androidenterprise.products.list is deprecated and promised to work only until 2025-09-30; " +
      "set a policy on each device with `devices.update`.",
  },
  "installs.update": {
    code: "TESSERA_ANDROID_ENTERPRISE_INSTALLS_UPDATE",
    message:
      "androidenterprise.installs.update is deprecated and promised to work only until 2025-09-30; " +
      "set `autoInstallPolicy` in the policy of `devices.update`.",
  },
  "managedconfigurationsforuser.get": {
    code: "TESSERA_ANDROID_ENTERPRISE_MANAGEDCONFIGURATIONSFORUSER_GET",
    message:
      "androidenterprise.managedconfigurationsforuser.get is deprecated and promised to work only until 2025-09-30; " +
      "set `managedConfiguration` in the policy of `devices.update`.",
  },
  "serviceaccountkeys.delete": {
    code: "TESSERA_ANDROID_ENTERPRISE_SERVICEACCOUNTKEYS_DELETE",
    message:
      "androidenterprise.serviceaccountkeys.delete is deprecated and promised to work only until 2025-09-30; " +
      "use a service account that is set up in Cloud IAM.",
  },
  "users.getAvailableProductSet": {
    code: "TESSERA_ANDROID_ENTERPRISE_USERS_GET_AVAILABLE_PRODUCT_SET",
    message:
      "androidenterprise.users.getAvailableProductSet is deprecated and promised to work only until 2025-09-30; " +
      "set a policy on each device with `devices.update`.",
  },
};

test("each deprecation has a code of its own and the same last day", () => {
  const deprecations = DEPRECATED.map((name) => endpoints[name]?.deprecated);
  expect(new Set(deprecations.map((each) => each?.code)).size).toBe(28);
  expect(new Set(deprecations.map((each) => each?.sunset))).toEqual(new Set(["2025-09-30"]));
});

test("a process is warned once of each deprecated method it calls, and of no other", async () => {
  const warnings: (Error & { code?: string })[] = [];
  const listener = (warning: Error) => warnings.push(warning);
  process.on("warning", listener);
  onTestFinished(() => void process.off("warning", listener));
  const facts = keptFacts();

  const warnedOf = async (name: string) => {
    const transport = scripted({ body: sampleOf(facts, facts.methods[name]?.response ?? "") });
    for (let clients = 0; clients < 2; clients++) {
      const client = new AndroidEnterprise({ auth: "access-token", transport });
      for (let calls = 0; calls < 2; calls++) await callOf(client, name, goldenRequests[name]?.params ?? {});
    }
    expect(transport.sent).toHaveLength(4);
    await setImmediate();
    return warnings.splice(0);
  };

  for (const [name, { deprecated, id }] of Object.entries(endpoints)) {
    const expected = deprecated ? [{ name: "DeprecationWarning", code: deprecated.code }] : [];
    const warned = await warnedOf(name);
    expect(
      warned.map(({ name, code }) => ({ name, code })),
      name,
    ).toEqual(expected);
    if (deprecated) expect(warned[0]?.message).toContain(`${id} is deprecated`);
    if (WARNINGS[name]) expect(warned[0]).toMatchObject(WARNINGS[name]);
  }
});
