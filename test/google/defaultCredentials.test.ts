/** Application Default Credentials, in processes of their own and against real servers. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { external, USER } from "../support/credentials.js";
import { until } from "../support/promises.js";
import { httpServer, json, socketServer } from "../support/server.js";
import { CERTIFICATE, PRIVATE_KEY } from "../support/tls.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENTRY = pathToFileURL(join(ROOT, "src/androidEnterprise/index.ts")).href;
let directory: string;
let main: string;
let gcloudRan: string;

/** Prints the token requests of one call, its headers or its error, and how long it took. */
const PROGRAM = `
  import { AndroidEnterprise, googleAuth } from ${JSON.stringify(ENTRY)};
  const { OPTIONS = "{}", CALL = "{}", CANCEL } = process.env;
  const seen = { tokenRequests: [] };
  async function* bytes(value) { yield new TextEncoder().encode(JSON.stringify(value)); }
  const transport = { async send({ url, headers }) {
    if (url.startsWith("https://androidenterprise.")) seen.headers = headers;
    else seen.tokenRequests.push(url);
    return { status: 200, headers: {}, body: bytes({ token: "t", access_token: "ya29.t", expires_in: 3599 }) };
  } };
  const client = new AndroidEnterprise({ auth: googleAuth(JSON.parse(OPTIONS)), transport, retry: false });
  const started = performance.now();
  const signal = CANCEL ? AbortSignal.timeout(Number(CANCEL)) : undefined;
  await client.users.generateAuthenticationToken({ enterpriseId: "e", userId: "u" }, { signal, ...JSON.parse(CALL) })
    .catch((error) => { seen.error = { name: error.name, message: error.message, retryAfterMs: error.retryAfterMs }; });
  seen.ms = performance.now() - started;
  console.log(JSON.stringify(seen));
`;

interface Seen {
  tokenRequests: string[];
  headers?: Record<string, string>;
  error?: { name: string; message: string; retryAfterMs?: number };
  ms: number;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tessera-"));
  main = join(directory, "main.mjs");
  writeFileSync(main, PROGRAM);
  gcloudRan = join(directory, "gcloud-ran");
  mkdirSync(join(directory, "bin"));
  writeFileSync(join(directory, "bin/gcloud"), `#!/bin/sh\ntouch ${gcloudRan}\nsleep 5\n`);
  chmodSync(join(directory, "bin/gcloud"), 0o755);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs the program to its end. What the environment of the test has of Google is not passed on. */
function call(env: Record<string, string>): Promise<Seen & { stderr: string; lifetimeMs: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    cwd: ROOT,
    env: { PATH: `${join(directory, "bin")}:${process.env.PATH}`, HOME: join(directory, "nobody"), ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      if (code !== 0) return reject(new Error(`ended with ${code}: ${stdout}${stderr}`));
      resolve({ ...JSON.parse(stdout), stderr, lifetimeMs: performance.now() - started });
    });
  });
}

function home(name: string, credentials: object): string {
  const path = join(directory, name, ".config/gcloud");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "application_default_credentials.json"), JSON.stringify(credentials));
  return join(directory, name);
}

describe("a user's default credentials", () => {
  it("take one token request, look for no project and write nothing", async () => {
    // A metadata server that is asked, and never responds.
    const metadata = await socketServer(() => {});
    const { tokenRequests, headers, error, stderr } = await call({
      HOME: home("user", USER),
      GCE_METADATA_HOST: `127.0.0.1:${metadata.port}`,
    });
    expect(error).toBeUndefined();
    expect(tokenRequests).toEqual(["https://oauth2.googleapis.com/token"]);
    expect(headers?.authorization).toBe("Bearer ya29.t");
    expect(headers?.["x-goog-user-project"]).toBe("quota-project");
    expect(stderr).toBe("");
    expect(metadata.connections).toBe(0);
    expect(existsSync(gcloudRan), "gcloud was run").toBe(false);
  });

  it("are found by CLOUDSDK_CONFIG, and have the quota project of the environment", async () => {
    const { headers } = await call({
      CLOUDSDK_CONFIG: join(home("configured", USER), ".config/gcloud"),
      GOOGLE_CLOUD_QUOTA_PROJECT: "of-the-environment",
    });
    expect(headers?.["x-goog-user-project"]).toBe("of-the-environment");
  });

  it("are not sent through a proxy of the environment, which is a matter of the transport", async () => {
    const { error } = await call({ HOME: home("proxied", USER), HTTPS_PROXY: "not a URL" });
    expect(error).toBeUndefined();
  });

  it("are reported by their path when they cannot be used", async () => {
    const { error, stderr } = await call({ HOME: home("broken", { type: "authorized_user" }) });
    expect(error?.message).toMatch(/broken\/\.config\/gcloud\/application_default_credentials\.json of gcloud has no/);
    expect(stderr).toBe("");
  });
});

describe("the metadata server", () => {
  const path = "/computeMetadata/v1/instance/service-accounts/default/token";

  it("issues a token where there is no file", async () => {
    const metadata = await httpServer((response) =>
      json(response, { access_token: "ya29.m", expires_in: 3_599 }, 200, { "metadata-flavor": "Google" }),
    );
    const { headers, tokenRequests, stderr } = await call({ GCE_METADATA_HOST: `127.0.0.1:${metadata.port}` });
    expect(headers?.authorization).toBe("Bearer ya29.m");
    expect(tokenRequests).toEqual([]);
    const [request] = metadata.requests;
    const url = new URL(request?.url ?? "", metadata.url);
    expect(url.pathname).toBe(path);
    expect(url.searchParams.get("scopes")).toBe("https://www.googleapis.com/auth/androidenterprise");
    expect(request?.headers["metadata-flavor"]).toBe("Google");
    expect(metadata.requests).toHaveLength(1);
    expect(stderr).toBe("");
  });

  it.each([
    [404, {}, /no service account/],
    [403, {}, /access scopes/],
    [503, { "retry-after": "9" }, /responded with 503/],
  ])("is quoted by its status %i", async (status, more, message) => {
    const metadata = await httpServer((response) =>
      json(response, {}, status, { "metadata-flavor": "Google", ...(more as Record<string, string>) }),
    );
    const { error } = await call({ GCE_METADATA_HOST: metadata.url });
    expect(error?.message).toMatch(message);
    expect(error?.retryAfterMs).toBe("retry-after" in more ? 9_000 : undefined);
  });

  it.each([
    ["nothing listens", "127.0.0.1:1", {}],
    ["another cloud's responds", "", {}],
    ["it must not be asked", "127.0.0.1:1", { METADATA_SERVER_DETECTION: "none" }],
  ])("is not there: %s", async (_, host, env) => {
    const other = await httpServer((response) => json(response, {}, 401));
    const { error, stderr } = await call({ GCE_METADATA_HOST: host || `127.0.0.1:${other.port}`, ...env });
    expect(error?.name).toBe("AuthError");
    expect(error?.message).toMatch(/No Application Default Credentials were found.*nobody\/\.config.*gcloud auth/);
    expect(stderr).toBe("");
  });

  it.each([
    ["cancelled", { CANCEL: "50" }, "TimeoutError"],
    ["past its deadline", { CALL: '{"deadlineMs":50}' }, "TimeoutError"],
  ])("does not outlive a call that is %s", async (_, env, name) => {
    let closed = 0;
    const metadata = await socketServer((socket) => socket.on("close", () => closed++));
    const { error } = await call({
      GCE_METADATA_HOST: metadata.url,
      METADATA_SERVER_DETECTION: "assume-present",
      ...env,
    });
    expect(error?.name).toBe(name);
    await until(() => metadata.connections === closed);
  });
});

it("an executable does not hold the process once its call is cancelled, nor does what it started", async () => {
  const script = join(directory, "hangs.sh");
  writeFileSync(script, "#!/bin/sh\nsleep 30\n");
  chmodSync(script, 0o755);
  const credentials = external({ executable: { command: script } });
  const { error } = await call({
    OPTIONS: JSON.stringify({ credentials }),
    CANCEL: "100",
    GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES: "1",
  });
  expect(error?.name).toBe("TimeoutError");
});

describe("workload identity by a certificate", () => {
  const audience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p";

  async function attempt(respond: (response: ServerResponse, nth: number) => void, env: Record<string, string> = {}) {
    const shown: { authorized: boolean; body: string }[] = [];
    const server = createServer(
      { cert: CERTIFICATE, key: PRIVATE_KEY, ca: CERTIFICATE, requestCert: true },
      async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        const nth = shown.push({ authorized: (request.socket as TLSSocket).authorized, body });
        respond(response, nth);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const file = (name: string, text: string) => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    const workload = { cert_path: file("cert.pem", CERTIFICATE), key_path: file("key.pem", PRIVATE_KEY) };
    const location = file("certificates.json", JSON.stringify({ cert_configs: { workload } }));
    const credentials = external(
      { certificate: { certificate_config_location: location } },
      { audience, token_url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1/token` },
    );
    const seen = await call({
      OPTIONS: JSON.stringify({ credentials }),
      NODE_EXTRA_CA_CERTS: workload.cert_path,
      ...env,
    });
    return { ...seen, shown };
  }

  it("shows the certificate to the token server, over a connection of its own", async () => {
    const { shown, headers, tokenRequests } = await attempt((response) =>
      json(response, { access_token: "ya29.c", expires_in: 3_599 }),
    );
    expect(shown.map(({ authorized }) => authorized)).toEqual([true]);
    expect(new URLSearchParams(shown[0]?.body).get("audience")).toBe(audience);
    expect(tokenRequests).toEqual([]);
    expect(headers?.authorization).toBe("Bearer ya29.c");
  });

  it("is not retried by the library", async () => {
    const { shown, error } = await attempt((response) => json(response, {}, 503, { "retry-after": "4" }));
    expect(shown).toHaveLength(1);
    expect(error).toMatchObject({ name: "AuthError", retryAfterMs: 4_000 });
  });

  it("ends with its call", async () => {
    const { shown, error } = await attempt(() => {}, { CANCEL: "1000" });
    expect(error?.name).toBe("TimeoutError");
    expect(shown.length).toBeLessThanOrEqual(1);
  });
});

it.each([
  [
    "is not installed",
    `if (specifier === "google-auth-library") throw Object.assign(new Error("no"), { code: "ERR_MODULE_NOT_FOUND" });`,
  ],
  [
    "cannot be loaded",
    `if (specifier === "google-auth-library") return { url: "data:text/javascript,(", shortCircuit: true };`,
  ],
  [
    "is too old",
    `if (specifier === "google-auth-library") return { url: "data:text/javascript,export const GoogleAuth = 1", shortCircuit: true };`,
  ],
])("says so and how to install it where google-auth-library %s", async (what, hook) => {
  const hooks = join(directory, `hooks-${what.length}.mjs`);
  writeFileSync(
    hooks,
    `import { register } from "node:module";
     import { isMainThread } from "node:worker_threads";
     export async function resolve(specifier, context, next) { ${hook} return next(specifier, context); }
     if (isMainThread) register(import.meta.url);`,
  );
  const { error } = await call({
    OPTIONS: JSON.stringify({ credentials: USER }),
    NODE_OPTIONS: `--import ${pathToFileURL(hooks).href}`,
  });
  expect(error?.name).toBe("AuthError");
  expect(error?.message).toContain(what);
  expect(error?.message).toContain("npm install google-auth-library");
});
