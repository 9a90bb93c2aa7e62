/** Every TypeScript block of the documentation compiles and runs as it stands, against the emulator. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import ts from "typescript";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { kebab, services } from "../../scripts/packageJson.js";
import { compilerOptions } from "../../scripts/publicApi.js";
import { freePort } from "../support/freePort.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";
import { KEY } from "../support/serviceAccount.js";
import { CERTIFICATE } from "../support/tls.js";
import { isLoopback, useEmulator } from "./emulated.js";
import { type Block, blocks, blocksOf, comments, inPages, makeFolder, pages, write } from "./extract.js";

vi.mock("../../src/core/transport/undici.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/core/transport/undici.js")>();
  const { withEmulator } = await import("./emulated.js");
  return withEmulator(original);
});

const ADOBE_OPTIONS =
  '{ auth: process.env.ADOBE_ACCESS_TOKEN!, serviceProvider: "REF30", device: { id: "6ed6a9", info: { model: "TV", osName: "tvOS" } } }';

/** What the examples in comments leave out, by the folder of `src` that they are in; the longest name counts. */
const setting: Record<string, string> = {
  androidEnterprise: clientOf("AndroidEnterprise", "{ auth: process.env.GOOGLE_ACCESS_TOKEN! }"),
  chromeDirectory: clientOf("ChromeDirectory", "{ auth: process.env.GOOGLE_ACCESS_TOKEN! }"),
  adobePass: clientOf("AdobePassV1", "{ auth: process.env.ADOBE_ACCESS_TOKEN! }"),
  "adobePass/v2": clientOf("AdobePass", ADOBE_OPTIONS),
  "adobePass/management":
    'import { AdobePassManagement } from "tessera-sdk"; const management = new AdobePassManagement({ auth: process.env.ADOBE_ACCESS_TOKEN! });',
  flowerDocs: clientOf(
    "FlowerDocs, allOf, anyOf, formatFlowerDocsDate, guiSession, login, parseFlowerDocsDate, renewableToken, where",
    '{ auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }), baseUrl: "https://flowerdocs.example.com/core" }',
    "tessera-sdk/flower-docs",
  ),
  bulk: `import { bulk, journalStore } from "tessera-sdk/bulk"; ${clientOf("AndroidEnterprise", "{ auth: process.env.GOOGLE_ACCESS_TOKEN! }")}`,
  core: clientOf("AndroidEnterprise", "{ auth: process.env.GOOGLE_ACCESS_TOKEN! }"),
  otel: `import { undiciTransport } from "tessera-sdk"; import { ignoreRequestHook, instrument, propagatingTransport } from "tessera-sdk/otel"; ${clientOf("AndroidEnterprise", "{ auth: process.env.GOOGLE_ACCESS_TOKEN! }")}`,
  google: 'import { googleAuth } from "tessera-sdk";',
  redis: [
    'import { AndroidEnterprise, googleAuth, softwareStatement } from "tessera-sdk";',
    'import { bulk } from "tessera-sdk/bulk";',
    'import { type RedisClient, redisStore, sealedStore, sharedLimiter, sharedTokens } from "tessera-sdk/redis";',
    "const redis: RedisClient = async () => null;",
  ].join(" "),
  bullmq: [
    'import { bulkRun, bulkWorker, enqueueBulk } from "tessera-sdk/bullmq";',
    'import { AndroidEnterprise, type InsertUserParams } from "tessera-sdk";',
    "const client = new AndroidEnterprise({ auth: process.env.GOOGLE_ACCESS_TOKEN! });",
  ].join(" "),
  testing: [
    'import { AndroidEnterprise, ChromeDirectory, googleAuth } from "tessera-sdk"; import { handlers } from "tessera-sdk/testing/msw";',
    'import { androidEnterprise, createEmulator, ManualClock, startEmulator } from "tessera-sdk/testing";',
    'import { setupServer } from "msw/node";',
  ].join(" "),
};

/** The environment variables that blocks read. */
const variables: Record<string, (emulator: Emulator) => string> = {
  GOOGLE_APPLICATION_CREDENTIALS: () => join(folder, "service-account.json"),
  GOOGLE_ACCESS_TOKEN: (emulator) => emulator.issueToken(),
  ADOBE_ACCESS_TOKEN: (emulator) => emulator.issueToken(),
  ADOBE_SOFTWARE_STATEMENT: (emulator) => emulator.adobePass.issueStatement(),
  FLOWERDOCS_PASSWORD: () => "emulated-password",
  GOOGLE_SERVICE_ACCOUNT_KEY: () => JSON.stringify(KEY),
  PROXY_PASSWORD: () => "emulated-password",
  PORT: () => "0",
  TOKEN_SECRET: () => "0123456789abcdef0123456789abcdef",
  FLOWERDOCS_TOKEN: (emulator) => emulator.flowerDocs.issueToken(),
  REDIS_SECRET: () => "0123456789abcdef".repeat(4),
  REDIS_URL: () => redisUrl,
};

/** Of the server that runs while blocks that need one do. */
let redisUrl = "";
const needsRedis = ({ code }: Block) => code.includes("process.env.REDIS_URL");

function settingOf(page: string): string {
  const names = Object.keys(setting).filter((name) => page.startsWith(`src/${name}/`));
  const [longest = ""] = names.sort((a, b) => b.length - a.length);
  return setting[longest] ?? "export {};";
}

/** The environment variables that a code reads without a stand-in here. */
function unknownVariables(code: string): string[] {
  const names = [...code.matchAll(/\bprocess\.env(?:\.|\[["'])(\w+)/g)].map(([, name = ""]) => name);
  return names.filter((name) => !Object.hasOwn(variables, name));
}

function clientOf(imports: string, options: string, entry = "tessera-sdk"): string {
  return `import { ${imports} } from "${entry}"; const client = new ${imports.split(",")[0]}(${options});`;
}

const isTypeScript = ({ language }: Block) => language === "ts";
const folder = makeFolder();
const written = new Map(blocks.filter(isTypeScript).map((block) => [write(folder, block), block]));
const examples = new Map(
  comments.filter(isTypeScript).map((block) => [write(folder, block, settingOf(block.page)), block]),
);
writeFileSync(join(folder, "service-account.json"), JSON.stringify(KEY));
writeFileSync(join(folder, "corporate-ca.pem"), CERTIFICATE);

const home = process.cwd();
process.chdir(folder);

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** Compiles files with the project's own options. @returns the complaints about them, at the places of the pages. */
function complaints(files: ReadonlyMap<string, Block>, overrides: ts.CompilerOptions = {}): string[] {
  const program = ts.createProgram([...files.keys()], { ...compilerOptions(), ...overrides });
  return [...files].flatMap(([path, { page }]) => {
    const file = program.getSourceFile(path);
    if (file === undefined) return [`${page} was not compiled`];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) => {
      const { line } = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
      return `${page}:${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`;
    });
  });
}

describe("the documentation", () => {
  it("shows TypeScript in the README and in a page for each service", () => {
    const shown = new Set([...written.values()].map(({ page }) => page));
    const expected = ["README.md", ...services.map((name) => `docs/${kebab(name)}.md`)];
    expect(expected.filter((page) => !shown.has(page)).map((page) => `${page} has no \`ts\` block`)).toEqual([]);
  });

  it("fences TypeScript as `ts`, so that no block escapes these tests", () => {
    const known = ["ts", "sh", "json", "text", "xml", "http", "yaml", "dockerfile"];
    expect(blocks.filter(({ language }) => !known.includes(language)).map(({ place }) => place)).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
  });

  it("is read to its last block, at the lines where they are", () => {
    const page = "a\n```ts\nconst one = 1;\n```\n\n- b\n\n  ~~~~ts\n  two(`\n  ```\n  `);\n  ~~~~\n";
    expect(blocksOf("page.md", page).map(({ place, language }) => [place, language])).toEqual([
      ["page.md:3", "ts"],
      ["page.md:9", "ts"],
    ]);
    expect(() => blocksOf("page.md", "a\n```ts\nrest")).toThrow("page.md:3: this block has no end");
  });

  it("has a setting for the examples in comments of every service", () => {
    const missing = services.filter((name) => !Object.hasOwn(setting, name));
    expect(missing.map((name) => `add a \`setting\` for \`${name}\` in test/docs/blocks.test.ts`)).toEqual([]);
  });

  it("reads only environment variables that are set here", () => {
    const codes = [
      ...[...written.values(), ...examples.values()].map(({ place, code }) => [place, code] as const),
      ...Object.entries(setting).map(([name, code]) => [`the setting for ${name}`, code] as const),
    ];
    const unknown = codes.flatMap(([place, code]) => unknownVariables(code).map((name) => `${place} reads ${name}`));
    expect(unknown.map((fault) => `${fault}: add it to \`variables\` in test/docs/blocks.test.ts`)).toEqual([]);
    expect(unknownVariables('process.env.HOME_OF_X ?? process.env["Y"] ?? process.env.GOOGLE_ACCESS_TOKEN')).toEqual([
      "HOME_OF_X",
      "Y",
    ]);
  });

  it("compiles with the project's own options", () => {
    expect(complaints(written)).toEqual([]);
  }, 120_000);

  it("has examples in comments that compile", () => {
    expect(examples.size).toBeGreaterThan(10);
    // They end where the method's result is in hand.
    expect(complaints(examples, { noUnusedLocals: false })).toEqual([]);
  }, 120_000);
});

const files = new Map([...written, ...examples]);

/** The emulator's response to a request by `fetch`. */
async function fetchFrom(emulator: Emulator, input: Request): Promise<Response> {
  const { host, pathname, search } = new URL(input.url);
  const headers = Object.fromEntries(input.headers);
  const request = { method: input.method, target: pathname + search, host, headers, body: await input.text() };
  const response = await emulator.handle(request);
  if (response === "dropped") throw new TypeError("fetch failed");
  return new Response(response.body || null, response);
}

/** A token under the id that the documentation uses. */
async function seedChrome(emulator: Emulator): Promise<void> {
  const ids = vi.spyOn(crypto, "randomUUID").mockReturnValue("50a2573a-1c4d-4d0f-9a57-4c1f3f1f0b11");
  emulator.chromeDirectory.addOrgUnit("/Seeded");
  const chrome = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport });
  await chrome.enrollmentTokens.create({ orgUnitPath: "/Seeded" });
  ids.mockRestore();
}

/** A session under the code that the documentation uses, whose user has signed in. */
function seedAdobe({ adobePass }: Emulator): void {
  adobePass.authenticate({ requestor: "REF30", deviceId: "6ed6a9a2b1d04c5f" });
  const signIn = { mvpd: "Cablevision", domainName: "adobe.com", redirectUrl: "https://adobe.com" };
  adobePass.completeSignIn(
    adobePass.addSession({ serviceProvider: "REF30", deviceId: "6ed6a9", code: "8ER640M", ...signIn }),
  );
}

const ownListeners = new Set(process.listeners("SIGTERM"));

/** Tells a program that serves until it is told to stop, by the listener that it has for that. */
function terminate(): void {
  for (const listener of process.listeners("SIGTERM")) {
    if (ownListeners.has(listener)) continue;
    process.off("SIGTERM", listener);
    listener("SIGTERM");
  }
}

function runEach(chosen: readonly (readonly [string, Block])[]): void {
  beforeEach(async () => {
    for (const method of ["log", "info", "warn", "error", "table"] as const) {
      vi.spyOn(console, method).mockImplementation(() => {});
    }
    const emulator = createEmulator();
    seedAdobe(emulator);
    await seedChrome(emulator);
    useEmulator(emulator);
    const { fetch } = globalThis;
    vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      return isLoopback(request.url) ? fetch(request) : fetchFrom(emulator, request);
    });
    for (const [name, valueFor] of Object.entries(variables)) vi.stubEnv(name, valueFor(emulator));
  });

  afterEach(() => {
    terminate();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it.each(chosen.map(([path, block]) => [block.place, path, block] as const))("%s", async (place, path, { code }) => {
    try {
      await import(/* @vite-ignore */ path);
    } catch (error) {
      const { stack = String(error) } = error as Error;
      throw new Error(`The block at ${place} failed. ${inPages(stack, files)}`, { cause: error });
    }
    const lines = vi.mocked(console.log).mock.calls.map(printed);
    for (const expected of expectations(code)) expect(lines).toContainEqual(expect.stringMatching(expected));
  });
}

describe("each block runs", () => {
  runEach([...files].filter(([, block]) => !needsRedis(block)));
});

describe.skipIf(redis.isMissing)(`each block that needs Redis runs${redis.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    const port = await freePort();
    redisUrl = `redis://127.0.0.1:${port}`;
    server = await startRedis(["--port", String(port)]);
  });
  afterAll(() => server?.close());

  runEach([...files].filter(([, block]) => needsRedis(block)));
});

/** What a call of `console.log` prints, with strings in quotes as the comments have them. */
function printed(values: readonly unknown[]): string {
  return values.map((value) => inspect(value).replace(/^'(.*)'$/, '"$1"')).join(" ");
}

/** A literal, or `…` for anything. */
const VALUE = String.raw`(?:"[^"]*"|-?[\d_.]+|true|false|undefined|null|…)`;
const EXPECTATION = new RegExp(String.raw`^\s*console\.log\(.*\); // (${VALUE}(?: ${VALUE})*)$`, "gm");

/** What the lines of a block print, by the values in the comments behind them. Other comments are prose. */
function expectations(code: string): RegExp[] {
  return [...code.matchAll(EXPECTATION)].map(([, values = ""]) => {
    const literal = values.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${literal.replaceAll("…", ".*")}$`);
  });
}

describe("what a block says that it prints", () => {
  it("is read from the values behind console.log", () => {
    const code = 'console.log(a, b); // … "x"\n  console.log(c); // true 2\nconsole.log(d); // as before\ncall(); // 1';
    expect(expectations(code)).toEqual([/^.* "x"$/, /^true 2$/]);
    expect([printed(["a", 1, undefined]), printed([{ a: "b" }])]).toEqual(['"a" 1 undefined', "{ a: 'b' }"]);
  });

  it("is said by some blocks", () => {
    expect([...files.values()].flatMap(({ code }) => expectations(code)).length).toBeGreaterThan(5);
  });
});
