/** The files of `docs/fleet` are as the page shows them, and their commands and variables work: they run with a local Redis. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startEmulator } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { filesIn, root } from "../../scripts/packageJson.js";
import { EXIT } from "../../src/cli/exit.js";
import { linesIn } from "../support/bulk.js";
import { tessera } from "../support/cli.js";
import { freePort } from "../support/freePort.js";
import { redis } from "../support/redis.js";
import { blocks } from "./extract.js";

const FILES = filesIn("docs/fleet");
const textOf = (name: string) => readFileSync(join(root, "docs/fleet", name), "utf8");
const shown = blocks.filter(({ page }) => page === "docs/fleet.md");

/** What both files say of a container, in one form. */
interface Container {
  readonly name: string;
  readonly image: string | undefined;
  readonly args: readonly string[];
  /** A variable whose value is a secret has where that is. */
  readonly env: Readonly<Record<string, string | { readonly secret: string }>>;
  readonly graceSeconds: number;
  readonly replicas: number;
  readonly probes: readonly string[];
}

const seconds = (text: string) => Number(/^(\d+)s$/.exec(text)?.[1]);

interface ComposeService {
  image?: string;
  command: string[];
  environment?: Record<string, string>;
  stop_grace_period?: string;
  deploy?: { replicas: number };
  healthcheck?: { test: string[] };
}

function composeContainers(): Container[] {
  const { services } = parse(textOf("compose.yaml"), { merge: true }) as { services: Record<string, ComposeService> };
  return Object.entries(services).map(([name, service]) => ({
    name,
    image: service.image,
    args: service.command,
    env: Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([variable, value]) => {
        const [, secret] = /^\$\{(\w+):\?.+\}$/.exec(value) ?? [];
        return [variable, secret === undefined ? value : { secret }];
      }),
    ),
    graceSeconds: seconds(service.stop_grace_period ?? "10s"),
    replicas: service.deploy?.replicas ?? 1,
    probes: service.healthcheck ? ["healthcheck"] : [],
  }));
}

interface Pod {
  terminationGracePeriodSeconds?: number;
  containers: {
    name: string;
    image: string;
    args: string[];
    env?: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  }[];
}

interface Resource {
  kind: string;
  metadata: { name: string };
  spec: {
    replicas?: number;
    template?: { spec: Pod };
    podFailurePolicy?: { rules: { action: string; onExitCodes?: { values: number[] } }[] };
  };
}

const resources = () =>
  parseAllDocuments(textOf("kubernetes.yaml")).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Resource;
  });

function kubernetesContainers(): Container[] {
  return resources().flatMap(({ spec: { replicas = 1, template } }) =>
    (template?.spec.containers ?? []).map((container) => ({
      name: container.name,
      image: container.image,
      args: container.args,
      env: Object.fromEntries(
        (container.env ?? []).map(({ name, value, valueFrom }) => [
          name,
          value ?? { secret: valueFrom?.secretKeyRef.key ?? "" },
        ]),
      ),
      graceSeconds: template?.spec.terminationGracePeriodSeconds ?? 30,
      replicas,
      probes: Object.keys(container).filter((key) => key.endsWith("Probe")),
    })),
  );
}

const setups = [
  { file: "compose.yaml", containers: composeContainers() },
  { file: "kubernetes.yaml", containers: kubernetesContainers() },
];

/** The container of this name. */
function named({ containers }: (typeof setups)[number], name: string): Container {
  const [found] = containers.filter((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

const hasPrograms = ["bash", "openssl"].every((program) => spawnSync(program, ["--version"]).error === undefined);
const isUnable = redis.isMissing || !hasPrograms;
const note = redis.note || (hasPrograms ? "" : " (skipped: bash or openssl is not installed)");

/** Stands in for kubectl: writes what a Secret would have into files. */
const KUBECTL = `#!/bin/bash
for arg; do
  [[ $arg == --from-file=*=* ]] || continue
  pair=\${arg#--from-file=}
  cat "\${pair#*=}" > "created-\${pair%%=*}"
done
`;

/** The values of the variables that refer to a secret, by its name: as the commands of the page create them. */
function secretsIn(folder: string, file: string): Record<string, string> {
  if (file === "compose.yaml") return { TESSERA_REDIS_SECRET: "0123456789abcdef".repeat(4) };
  const [block] = shown.filter(({ language, code }) => language === "sh" && code.includes("create secret"));
  writeFileSync(join(folder, "kubectl"), KUBECTL);
  chmodSync(join(folder, "kubectl"), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  execFileSync("bash", ["-euo", "pipefail", "-c", block?.code ?? "exit 1"], { cwd: folder, env, stdio: "ignore" });
  const created = (name: string) => readFileSync(join(folder, `created-${name}`), "utf8");
  writeFileSync(join(folder, "redis.conf"), created("redis.conf"));
  return { "redis-url": created("redis-url"), "redis-secret": created("redis-secret") };
}

/** Starts Redis with the arguments of a container, and waits until it is as the page says that it has to be. */
async function startServer(
  args: readonly string[],
  { port, folder, url }: { port: number; folder: string; url: string },
) {
  const own = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const server = spawn("redis-server", [...args.filter((arg) => arg !== "redis-server"), ...own], { stdio: "ignore" });
  const client = new Redis(url.trim(), { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => {});
  onTestFinished(() => {
    client.disconnect();
    server.kill("SIGKILL");
  });
  expect(await client.config("GET", "append*")).toEqual(
    expect.arrayContaining(["appendonly", "yes", "appendfsync", "always"]),
  );
  expect(await client.config("GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "noeviction"]);
}

test.each(FILES)("%s is shown in the page as it is", (name) => {
  const page = readFileSync(join(root, "docs/fleet.md"), "utf8");
  expect(page).toContain(`\`\`\`${name.endsWith(".yaml") ? "yaml" : "dockerfile"}\n${textOf(name)}\`\`\`\n`);
});

describe("the image", () => {
  const lines = textOf("Dockerfile").split("\n");

  test("is of a version of Node that the README lists as tested", () => {
    const [, version = ""] = /^FROM node:(\d+\.\d+\.\d+)-slim$/.exec(lines[0] ?? "") ?? [];
    const [, tested = ""] = /^\| Node \| ([^|]+) \|/m.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    expect(tested.split(", ").map((each) => each.trim())).toContain(version);
  });

  test("has this version of the package, the versions of its peers that the tests use, and its command", () => {
    const installed = /^RUN npm install --no-save (.+)$/.exec(lines.find((line) => line.startsWith("RUN")) ?? "")?.[1];
    const versionOf = (name: string) =>
      (JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as { version: string })
        .version;
    expect(installed?.split(" ")).toEqual([
      `${packageJson.name}@${packageJson.version}`,
      ...["bullmq", "ioredis"].map((name) => `${name}@${versionOf(name)}`),
    ]);
    expect(lines).toContain('ENTRYPOINT ["/app/node_modules/.bin/tessera"]');
    expect(Object.keys(packageJson.bin)).toContain("tessera");
  });
});

describe.each(setups)("$file", (setup) => {
  const { file, containers } = setup;
  const ours = containers.filter(({ name }) => name !== "redis");

  test("pins its images", () => {
    const images = containers.flatMap(({ image = [] }) => image);
    expect(images.length).toBeGreaterThan(0);
    expect(images.filter((image) => !/:\d+\.\d+\.\d+$/.test(image))).toEqual([]);
    const own = images.filter((image) => image.includes("/tessera:"));
    expect(own.filter((image) => !image.endsWith(`:${packageJson.version}`))).toEqual([]);
  });

  test("holds no secret, and gives a variable of a secret by where it is", () => {
    const text = textOf(file);
    expect(text).not.toMatch(/\w+:\/\/[^\s/]*:[^\s/]*@|[A-Za-z\d+]{32,}|^kind: Secret$/m);
    for (const { env } of ours) expect(env.TESSERA_REDIS_SECRET).toHaveProperty("secret");
  });

  test("has variables that the command reads, and no others", async () => {
    const names = new Set(ours.flatMap(({ env }) => Object.keys(env)));
    expect(names.size).toBeGreaterThan(2);
    const env = Object.fromEntries([...names, "TESSERA_REDIS_SECRETS"].map((name) => [name, root]));
    const { stderr } = await tessera(["config", "check"], { env });
    const unknown = [...stderr.matchAll(/The environment variable (\w+) is not known/g)].map(([, name]) => name);
    expect(unknown).toEqual(["TESSERA_REDIS_SECRETS"]);
    expect([...names].filter((name) => !name.startsWith("TESSERA_"))).toEqual([]);
  });

  test("gives a worker the time to end its calls, and no probe, as it listens to nothing", () => {
    const { args, graceSeconds } = named(setup, "worker");
    expect(graceSeconds).toBeGreaterThan(seconds(args[args.indexOf("--deadline") + 1] ?? ""));
    expect(ours.flatMap(({ probes }) => probes)).toEqual([]);
    expect(named(setup, "redis").probes).toHaveLength(1);
  });

  test.skipIf(isUnable)(`runs its rows to the end${note}`, { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tessera-fleet-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await using emulator = await startEmulator();
    const key = JSON.stringify(await emulator.serviceAccountKey());
    writeFileSync(join(folder, "users.csv"), "accountIdentifier,accountType\nann,userAccount\nbob,userAccount\n");
    for (const name of ["google-key", "google-key.json"]) writeFileSync(join(folder, name), key, { mode: 0o600 });
    const secrets = secretsIn(folder, file);

    const port = await freePort();
    /** Paths of the container are in the folder here, and its host is this one. */
    const local = (text: string) =>
      text
        .replace(/^(--\w+=|)(?:\/(?:rows|results|secrets|run\/secrets)\/|(?=users\.))/, `$1${folder}/`)
        .replace("redis:6379", `127.0.0.1:${port}`);
    const environmentOf = ({ env }: Container) => {
      const values = Object.entries(env).map(([name, value]) => {
        const text = typeof value === "string" ? value : secrets[value.secret];
        if (text === undefined) throw new Error(`${name} is not in the secrets that the page creates.`);
        return [name, local(text)];
      });
      return {
        HOME: folder,
        TESSERA_ANDROID_ENTERPRISE_BASE_URL: emulator.baseUrls.androidEnterprise,
        ...Object.fromEntries(values),
      } as Record<string, string>;
    };

    const [worker, run] = [named(setup, "worker"), named(setup, "bulk")];
    await startServer(named(setup, "redis").args.map(local), {
      port,
      folder,
      url: environmentOf(run).TESSERA_REDIS ?? "",
    });
    const stops: ((signal: "SIGTERM") => void)[] = [];
    const workers = Array.from({ length: worker.replicas }, () =>
      tessera(worker.args, { env: environmentOf(worker), onStart: (send) => stops.push(send) }),
    );
    const { exitCode, stderr } = await tessera(run.args.map(local), { env: environmentOf(run) });
    for (const stop of stops) stop("SIGTERM");
    const ends = await Promise.all(workers);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: EXIT.done });
    expect(ends).toMatchObject([{ exitCode: EXIT.SIGTERM }, { exitCode: EXIT.SIGTERM }]);
    expect(ends.map((end) => end.stderr).join("")).toMatch(/"event":"(?:ended|left)","done":2,"failed":0,"unknown":0/);
    const [, ...rows] = await linesIn(join(folder, "users.ndjson"));
    expect(rows).toMatchObject([{ key: expect.stringMatching(/ann|bob/), state: "done" }, { state: "done" }]);
  });
});

test("the Job fails where another attempt would change nothing, and goes on after an outage or a signal", () => {
  const [{ podFailurePolicy } = {}] = resources().flatMap(({ kind, spec }) => (kind === "Job" ? spec : []));
  const codes = podFailurePolicy?.rules.flatMap(({ onExitCodes }) => onExitCodes?.values ?? []) ?? [];
  const { done: _, rateLimited, unavailable, SIGINT, SIGTERM, ...final } = EXIT;
  expect(codes.sort((a, b) => a - b)).toEqual(Object.values(final).sort((a, b) => a - b));
  expect(codes).not.toEqual(expect.arrayContaining([rateLimited, unavailable, SIGINT, SIGTERM]));
});
