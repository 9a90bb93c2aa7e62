/** Headless Chromium, which Debian packages as `chromium-headless-shell`. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outcomeOf } from "../outcome.mjs";
import { exec, killGroup, Unavailable } from "../support.mjs";
import { outputFolder, withEsbuild } from "./bundle.mjs";
import { argument, WITHOUT_NODE } from "./runtimes.mjs";

const NAMES = ["chromium-headless-shell", "chromium", "google-chrome"];

/** @throws An {@link Unavailable} if there is none. */
async function chromium() {
  for (const name of NAMES) {
    const { ok, stdout } = await exec(name, ["--version"], { cwd: tmpdir() }).catch(() => ({ ok: false }));
    if (ok) return { name, version: /[\d.]+/.exec(stdout)?.[0] ?? "" };
  }
  throw new Unavailable(`none of ${NAMES.join(", ")} is installed`);
}

export const chromiumVersion = async () => (await chromium()).version;

/** Opens a page until `done` resolves. */
export async function visit(url, done) {
  const { name } = await chromium();
  const profile = await mkdtemp(join(tmpdir(), "tessera-chromium-"));
  // The sandbox of Chromium refuses to run as root, as it is in containers.
  const args = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    url,
  ];
  const child = spawn(name, args, { stdio: "ignore", detached: true });
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the page did not come to its end")), 120_000);
    child.once("close", (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  limit.catch(() => {});
  try {
    return await Promise.race([done, limit]);
  } finally {
    clearTimeout(timer);
    killGroup(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts the program, and reports its lines and what the page complains of. */
const DRIVER = `
const report = (line) => fetch("/lines", { method: "POST", body: line });
const wrong = (what) => report(JSON.stringify({ wrong: String(what) }));
addEventListener("unhandledrejection", ({ reason }) => wrong(reason?.stack ?? reason));
addEventListener("error", ({ message }) => wrong(message));
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => wrong(violatedDirective + " " + blockedURI));
import("/main.js")
  .then(async () => runProgram(await (await fetch("/argument")).json(), report))
  .catch(wrong)
  .finally(() => report("end"));
`;
const PAGE = '<!doctype html><meta charset="utf-8"><script type="module" src="/driver.js"></script>';

const inChromium = (how, policyOf) => ({
  where: "Chromium",
  how,
  version: chromiumVersion,
  async run(urls) {
    const out = await outputFolder(`chromium ${how}`);
    const { warnings } = await withEsbuild({ platform: "browser", splitting: true })(out, "portable");
    if (warnings.length > 0) return { passed: 0, failures: warnings };
    const lines = [];
    let end;
    const ended = new Promise((resolve) => (end = resolve));
    const server = createServer(async (request, response) => {
      const send = (type, body) => response.writeHead(200, { "content-type": type, ...policyOf(urls) }).end(body);
      if (request.url === "/") return send("text/html", PAGE);
      if (request.url === "/driver.js") return send("text/javascript", DRIVER);
      if (request.url === "/argument")
        return send("application/json", argument(urls, { ...WITHOUT_NODE, resends: true }));
      if (request.url === "/lines") {
        let line = "";
        for await (const chunk of request.setEncoding("utf8")) line += chunk;
        response.writeHead(204).end();
        return line === "end" ? end() : lines.push(line);
      }
      const file = await readFile(join(out, request.url)).catch(() => undefined);
      return file === undefined ? response.writeHead(404).end() : send("text/javascript", file);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      await visit(`http://127.0.0.1:${server.address().port}/`, ended);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const { passed, failures } = outcomeOf({ ok: true, stdout: lines.join("\n") });
    const wrong = lines.map((line) => JSON.parse(line).wrong).filter((each) => each !== undefined);
    return { passed, failures: [...wrong.map((each) => `the page complains: ${each}`), ...failures] };
  },
});

export const browsers = [
  inChromium("as a module", () => ({})),
  inChromium("under a strict Content-Security-Policy", ({ server }) => ({
    "content-security-policy": `default-src 'none'; script-src 'self'; connect-src 'self' ${server} http://127.0.0.1:*; require-trusted-types-for 'script'`,
  })),
];
