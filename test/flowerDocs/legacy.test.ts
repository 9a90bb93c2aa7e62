/** The endpoints of servers before 2025.2. In a file, and so a process, of its own: their warning comes once. */
import { FlowerDocs } from "tessera-sdk";
import { expect, test } from "vitest";
import { scripted } from "../support/scripted.js";

test("the old endpoints are used where they are asked for, and warn exactly once a process", async () => {
  const warnings: { name: string; code?: string; message: string }[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const transport = scripted({ body: "aa.bb.cc" });
  const options = { auth: "caller", baseUrl: "https://flowerdocs.example.com/core", transport };

  const modern = new FlowerDocs(options);
  await modern.tokens.create({ validityTime: 60 });
  const legacy = new FlowerDocs({ ...options, tokenEndpoint: "legacy" });
  await legacy.tokens.createForDocuments({ ids: ["D1"], readOnly: true });
  await legacy.tokens.validate({ token: "aa.bb.cc" });
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);

  await legacy.tokens.create({ validityTime: 60 });
  await legacy.tokens.renew();
  await new FlowerDocs({ ...options, tokenEndpoint: "legacy" }).tokens.create({ validityTime: 60 });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);

  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatchObject({ name: "DeprecationWarning", code: "TESSERA_FLOWERDOCS_LEGACY_TOKEN" });
  expect(warnings[0]?.message).toMatch(/2025\.2.*2026\.0/);
  expect(transport.sent.slice(-3).map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST https://flowerdocs.example.com/core/rest/token?validityTime=60",
    "PUT https://flowerdocs.example.com/core/rest/token",
    "POST https://flowerdocs.example.com/core/rest/token?validityTime=60",
  ]);
});

test("bare text of an old server expires by the lifetime that was requested", async () => {
  const transport = scripted({ body: "opaque-token-of-2024" });
  const options = { auth: "caller", baseUrl: "https://flowerdocs.example.com/core", transport } as const;
  const { token, expiresAt } = await new FlowerDocs({ ...options, tokenEndpoint: "legacy" }).tokens.create({
    validityTime: 60,
  });
  expect(token).toBe("opaque-token-of-2024");
  expect(Math.abs(Date.parse(expiresAt ?? "") - Date.now() - 60_000)).toBeLessThan(20_000);
});
