/** Next: routes on its edge runtime and on Node, and a component of the client in Chromium; by both of its bundlers. */
import { spawn } from "node:child_process";
import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { outcomeOf } from "../outcome.mjs";
import { FULL, HERE, killGroup, must, PROJECT, versionOf, WORK } from "../support.mjs";
import { visit } from "./browsers.mjs";
import { argument, NODE, WITHOUT_NODE } from "./runtimes.mjs";

const program = join(FULL, "node_modules/next/dist/bin/next");
const PACKAGES = { "tessera-sdk": PROJECT, next: FULL, react: FULL, "react-dom": FULL };

/** Two levels below `WORK`, as `next.config.js` expects. */
const appOf = (bundler) => join(WORK, `next-${bundler}`);

const builds = new Map();

/** Builds the application once for all of its targets. */
function built(bundler) {
  const known = builds.get(bundler) ?? build(bundler);
  builds.set(bundler, known);
  return known;
}

async function build(bundler) {
  const app = appOf(bundler);
  await rm(app, { recursive: true, force: true });
  await cp(join(HERE, "next"), app, { recursive: true });
  await cp(join(HERE, "program"), join(app, "program"), { recursive: true });
  await writeFile(join(app, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await mkdir(join(app, "node_modules"));
  for (const [name, folder] of Object.entries(PACKAGES)) {
    await symlink(join(folder, "node_modules", name), join(app, "node_modules", name));
  }
  const printed = await must(process.execPath, [program, "build", `--${bundler}`], { cwd: app, env: QUIET });
  const complaints = printed.split("\n").filter((line) => /warn|error|not supported/i.test(line));
  if (complaints.length > 0) throw new Error(`the build complains: ${printed}`);
}

const QUIET = { NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", CI: "1" };

/** Starts what was built, for as long as `use` takes. */
async function served(bundler, env, use) {
  await built(bundler);
  const child = spawn(process.execPath, [program, "start", "--port", "0", "--hostname", "127.0.0.1"], {
    cwd: appOf(bundler),
    env: { ...process.env, ...QUIET, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  try {
    const url = await new Promise((resolve, reject) => {
      const read = (text) => {
        output += text;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
        if (found && output.includes("Ready")) resolve(found);
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.once("error", reject);
      child.once("close", (code) => reject(new Error(`Next ended with ${code}: ${output}`)));
    });
    return await use(url);
  } finally {
    killGroup(child);
  }
}

const routeOn = (bundler, path, how, host) => ({
  where: "Next",
  how: `${how} (${bundler})`,
  version: () => versionOf("next"),
  run: (urls) =>
    served(bundler, {}, async (url) => {
      const signal = AbortSignal.timeout(120_000);
      const response = await fetch(`${url}/${path}`, { method: "POST", body: argument(urls, host), signal });
      return outcomeOf({ ok: response.ok, stdout: await response.text(), end: `responded with ${response.status}` });
    }),
});

const pageOf = (bundler) => ({
  where: "Next",
  how: `client component in Chromium (${bundler})`,
  version: () => versionOf("next"),
  async run(urls) {
    const lines = [];
    let end;
    const ended = new Promise((resolve) => (end = resolve));
    const collector = createServer(async (request, response) => {
      let line = "";
      for await (const chunk of request.setEncoding("utf8")) line += chunk;
      response.writeHead(204, { "access-control-allow-origin": "*" }).end();
      if (line === "end") end();
      else lines.push(line);
    });
    await new Promise((resolve) => collector.listen(0, "127.0.0.1", resolve));
    const given = JSON.parse(argument(urls, { ...WITHOUT_NODE, resends: true }));
    const env = {
      TESSERA_RUNTIMES: JSON.stringify({ ...given, collector: `http://127.0.0.1:${collector.address().port}` }),
    };
    try {
      await served(bundler, env, (url) => visit(url, ended));
    } finally {
      collector.closeAllConnections();
      collector.close();
    }
    const { passed, failures } = outcomeOf({ ok: true, stdout: lines.join("\n") });
    return { passed, failures };
  },
});

export const next = ["turbopack", "webpack"].flatMap((bundler) => [
  routeOn(bundler, "api/edge", "edge route", WITHOUT_NODE),
  routeOn(bundler, "node", "Node route", NODE),
  pageOf(bundler),
]);
