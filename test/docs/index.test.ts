/** The index of the guides lists every one of them, and guides for all services link to the guide of each. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allServices } from "tessera-sdk/testing";
import { expect, it, test } from "vitest";
import { filesIn, kebab, root, services } from "../../scripts/packageJson.js";

const text = (page: string) => readFileSync(join(root, "docs", page), "utf8");

it("has a row for every page in docs", () => {
  const index = text("README.md");
  const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  const missing = pages.filter((name) => !index.includes(`](${name})`));
  expect(missing.map((name) => `docs/README.md has no row for ${name}`)).toEqual([]);
});

/** What differs by service, and is told there for all of them. */
const FOR_ALL_SERVICES = ["auth.md", "errors.md", "retries.md", "testing.md"];

test.each(FOR_ALL_SERVICES)("docs/%s links to the guide of every service", (page) => {
  const guides = services.map((service) => `${kebab(service)}.md`);
  const missing = guides.filter((guide) => !new RegExp(`\\]\\(${guide}(?:#[^)]*)?\\)`).test(text(page)));
  expect(missing.map((guide) => `docs/${page} has no link to ${guide}: add its row`)).toEqual([]);
});

test("docs/proxies.md lists every host that a proxy has to allow", () => {
  const hosts = allServices.flatMap((service) => service.hosts.map((host) => host.replace(/\/.*/, "")));
  expect(hosts.length).toBeGreaterThan(2);
  const missing = hosts.filter((host) => !text("proxies.md").includes(`\`${host}\``));
  expect(missing.map((host) => `docs/proxies.md does not list ${host}`)).toEqual([]);
});

test("docs/errors.md lists every code of the SDK's own", () => {
  const sources = filesIn("src", ".ts").map((path) => readFileSync(join(root, "src", path), "utf8"));
  const codes = new Set(sources.flatMap((source) => source.match(/ERR_TESSERA_[A-Z_]*[A-Z]/g) ?? []));
  expect(codes).toContain("ERR_TESSERA_TIMEOUT");
  const missing = [...codes].filter((code) => !text("errors.md").includes(`\`${code}\``));
  expect(missing.map((code) => `docs/errors.md does not list ${code}`)).toEqual([]);
});

test.each(["bulk", "redis", "bullmq"])("ARCHITECTURE.md lists the files of src/%s", (folder) => {
  const [, table = ""] = readFileSync(join(root, "ARCHITECTURE.md"), "utf8").split(`| File of \`src/${folder}\` |`);
  const [rows = ""] = table.split("\n\n");
  const listed = [...rows.matchAll(/`(\w+\.ts)`/g)].map(([, name = ""]) => name);
  const files = readdirSync(join(root, "src", folder)).filter((name) => !/^index\.ts$|\.browser\.ts$/.test(name));
  expect(new Set(listed)).toEqual(new Set(files));
});
