/** Processes of a fleet that start together, and a server that plays all vendors for them. */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { root } from "../../scripts/packageJson.js";
import { httpServer, json, type TestServer } from "./server.js";

/** One file: the compiler would take most of the time of each process. It finds packages from where it lies. */
export async function bundled(name: string): Promise<{ path: string; remove(): void }> {
  const folder = join(root, ".tmp", `fleet-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.mjs`);
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outfile: path,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts processes, lets them begin once all are ready, and waits for their end. @returns what each has printed. */
export async function startTogether(count: number, program: string, args: readonly string[]): Promise<string[]> {
  const workers = Array.from({ length: count }, () => start(program, args));
  await Promise.all(workers.map(({ ready }) => ready));
  for (const { begin } of workers) begin();
  return Promise.all(workers.map(({ printed }) => printed));
}

function start(program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      resolve();
    });
    child.once("close", () => reject(new Error(`the worker ended before it was ready\n${errors}`)));
  });
  const printed = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output.replace("ready", ""));
      else reject(new Error(`the worker ended with ${code}\n${errors}`));
    });
  });
  return { ready, printed, begin: () => child.stdin.end() };
}

export interface Vendors {
  readonly server: TestServer;
  /** Requests by path. */
  count(path: string): number;
}

export const PATHS = {
  googleToken: "/token",
  register: "/o/client/register",
  adobeToken: "/o/client/token",
  login: "/core/rest/authentication",
};

/** What they issue begins with `issued-`. Each login is refused. */
export async function vendors(): Promise<Vendors> {
  const server = await httpServer((response, { url }, nth) => {
    const path = url.split("?")[0];
    const token = { access_token: `issued-token-${nth}`, expires_in: 3_599, token_type: "Bearer" };
    if (path === PATHS.googleToken) return setTimeout(() => json(response, token), 100);
    if (path === PATHS.adobeToken) return json(response, token, 201);
    if (path === PATHS.register) {
      return json(response, { client_id: `issued-client-${nth}`, client_secret: `issued-secret-${nth}` }, 201);
    }
    if (path === PATHS.login) return json(response, { code: "F00101", message: "Bad credentials" }, 401);
    return json(response, { token: "of-a-user" });
  });
  return { server, count: (path) => server.requests.filter(({ url }) => url.split("?")[0] === path).length };
}
