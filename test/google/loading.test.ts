import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What may be loaded only when it is needed. */
const LAZY = ["undici", "fast-xml-parser", "google-auth-library", "msw", "@opentelemetry/api"];
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let directory: string;
let hooks: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tessera-"));
  hooks = join(directory, "hooks.mjs");
  writeFileSync(
    hooks,
    `import { appendFileSync } from "node:fs";
     import { register } from "node:module";
     export async function resolve(specifier, context, next) {
       const resolved = await next(specifier, context);
       appendFileSync(process.env.RESOLVED, resolved.url + "\\n");
       return resolved;
     }
     import { isMainThread } from "node:worker_threads";
     if (isMainThread) register(import.meta.url);`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a program in a process of its own and lists the lazy packages it loaded, by when. */
async function loaded(entry: string, program = ""): Promise<{ byImport: string[]; byTheEnd: string[] }> {
  const log = join(directory, `${Math.random()}.log`);
  const main = join(directory, `${Math.random()}.mjs`);
  writeFileSync(log, "");
  writeFileSync(
    main,
    `import { appendFileSync } from "node:fs";
     import { createServer } from "node:http";
     const service = await import(${JSON.stringify(pathToFileURL(join(ROOT, "src", entry)).href)});
     appendFileSync(process.env.RESOLVED, "imported\\n");
     const server = createServer((request, response) => {
       request.resume();
       const xml = (request.headers.accept ?? "").includes("xml");
       response.writeHead(xml ? 403 : 200);
       response.end(xml ? "<error><status>403</status><message>x</message></error>" : '{"token":"t","value":"t"}');
     });
     await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
     const baseUrl = "http://127.0.0.1:" + server.address().port;
     ${program}
     appendFileSync(process.env.RESOLVED, "responded\\n");
     process.exit();`,
  );
  const flags = ["--import", "tsx", "--import", pathToFileURL(hooks).href, main];
  await run(process.execPath, flags, { cwd: ROOT, env: { ...process.env, RESOLVED: log } });
  const lines = readFileSync(log, "utf8").split("\n");
  expect(lines, "the program ran to its end").toContain("responded");
  expect(
    lines.filter((url) => url.includes("/src/core/")),
    "the hook sees what is loaded",
  ).not.toEqual([]);
  const packagesIn = (urls: string[]) =>
    LAZY.filter((name) => urls.some((url) => url.includes(`/node_modules/${name}/`)));
  return { byImport: packagesIn(lines.slice(0, lines.indexOf("imported"))), byTheEnd: packagesIn(lines) };
}

const enterpriseCall = (auth: string) => `
  const client = new service.AndroidEnterprise({ auth: ${auth}, baseUrl, retry: false });
  await client.users.generateAuthenticationToken({ enterpriseId: "e", userId: "u" })`;
const passCall = (format: string) => `
  const client = new service.AdobePassV1({ auth: "access-token", baseUrl, format: "${format}", retry: false });
  await client.checkAuthentication({ requestor: "r", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } })`;

describe("what an entry loads", { timeout: 60_000 }, () => {
  it.each<[entry: string, firstCall: string]>([
    ["androidEnterprise/index.ts", `${enterpriseCall('"access-token"')};`],
    ["index.ts", `${enterpriseCall('() => "access-token"')};`],
    [
      "chromeDirectory/index.ts",
      `await new service.ChromeDirectory({ auth: "access-token", baseUrl }).enrollmentTokens.list().toArray();`,
    ],
    ["adobePass/index.ts", `${passCall("json")};`],
    [
      "flowerDocs/index.ts",
      `await new service.FlowerDocs({ auth: "access-token", baseUrl, retry: false }).tokens.create({ validityTime: 1 });`,
    ],
  ])("has no lazy package by import of %s, and undici alone by its first call", async (entry, firstCall) => {
    expect(await loaded(entry, firstCall)).toEqual({ byImport: [], byTheEnd: ["undici"] });
  });

  it("has no undici where another transport is used", async () => {
    const call = enterpriseCall('"access-token"').replace("baseUrl,", "baseUrl, transport: service.fetchTransport(),");
    expect(await loaded("androidEnterprise/index.ts", `${call};`)).toEqual({ byImport: [], byTheEnd: [] });
  });

  it("is google-auth-library when googleAuth is first asked for a token", async () => {
    const user = `{ type: "authorized_user", client_id: "i", client_secret: "s", refresh_token: "r" }`;
    const refusing = `{ send: () => Promise.reject(new Error("not sent")) }`;
    const call = enterpriseCall(`service.googleAuth({ credentials: ${user} }), transport: ${refusing}`);
    const { byImport, byTheEnd } = await loaded("androidEnterprise/index.ts", `${call}.catch(() => {});`);
    expect(byImport).toEqual([]);
    expect(byTheEnd).toContain("google-auth-library");
  });

  it("is the XML parser when the first XML is read", async () => {
    expect(await loaded("adobePass/index.ts", `${passCall("xml")};`)).toEqual({
      byImport: [],
      byTheEnd: ["undici", "fast-xml-parser"],
    });
  });

  it("is neither msw nor undici by import of the emulator", async () => {
    expect(await loaded("testing/index.ts")).toEqual({ byImport: [], byTheEnd: [] });
  });
});
