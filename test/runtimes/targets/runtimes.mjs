/** Runtimes that are programs: Node, Bun, Deno, workerd, and Jest and jsdom on Node. */
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { outcomeOf } from "../outcome.mjs";
import { binary, exec, FULL, HERE, killGroup, PROJECT, versionOf } from "../support.mjs";
import { bunBinary, forWorkerd, outputFolder, withEsbuild } from "./bundle.mjs";

/** What the checks have to know of where they run. */
const NODE = { node: true, undici: true };
const BUN = { node: true, undici: false };
const WITHOUT_NODE = { node: false, undici: false };

const argument = ({ server, deadUrl }, host) => JSON.stringify({ server, host: { deadUrl, ...host } });

const nodeBinary = (name, folder) => binary("Node", join(folder, "node_modules", name, "bin/node"));
export const node24 = () => nodeBinary("node-24", FULL);

/** The program as one CommonJS file, with `require("tessera-sdk/…")` in it. */
export async function inCommonJs(entry) {
  const outdir = join(PROJECT, "cjs");
  const options = { platform: "node", packages: "external", format: "cjs", outExtension: { ".js": ".cjs" } };
  const { file } = await withEsbuild({ ...options, entryNames: entry })(outdir, entry);
  return file.replace("main.cjs", `${entry}.cjs`);
}

const onNode = (versionText, find, facts = {}) =>
  ["ESM", "CommonJS"].map((how) => ({
    where: "Node",
    how,
    name: `Node ${versionText}, ${how}`,
    version: async () => (await exec(find(), ["--version"])).stdout.trim().replace(/^v/, ""),
    ...facts,
    async run(urls) {
      const file = how === "ESM" ? "program/node.mjs" : await inCommonJs("node");
      return outcomeOf(await exec(find(), [file, argument(urls, NODE)]));
    },
  }));

const bun = ["ESM", "CommonJS"].map((how) => ({
  where: "Bun",
  how,
  version: () => versionOf("bun"),
  async run(urls) {
    const file = how === "ESM" ? "program/node.mjs" : await inCommonJs("node");
    return outcomeOf(await exec(bunBinary(), [file, argument(urls, BUN)]));
  },
}));

const denoBinary = () =>
  binary("Deno", join(FULL, "node_modules/@deno/linux-x64-glibc/deno"), join(FULL, "node_modules/deno/deno"));

const deno = {
  where: "Deno",
  how: "`--allow-net --allow-env`",
  version: () => versionOf("deno"),
  async run(urls) {
    const args = ["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-env", "program/node.mjs"];
    return outcomeOf(await exec(denoBinary(), [...args, argument(urls, NODE)]));
  },
};

/** The error has to name the permission, at once. */
const denied = {
  where: "Deno",
  how: "without a permission: the error names it",
  version: () => versionOf("deno"),
  async run(urls) {
    const failures = [];
    const cases = { "--allow-env": "net", "--allow-net=127.0.0.1": "env" };
    for (const [granted, missing] of Object.entries(cases)) {
      const args = ["run", "--no-prompt", granted, "program/denied.mjs", argument(urls, NODE)];
      const { stdout, stderr } = await exec(denoBinary(), args);
      const { code, message = "", attempts } = parsed(stdout);
      const named = message.includes(`--allow-${missing}`) && code === "ERR_TESSERA_TRANSPORT" && attempts === 1;
      if (!named) failures.push(`without --allow-${missing}: ${stdout}${stderr}`);
    }
    return { passed: Object.keys(cases).length - failures.length, failures };
  },
};

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const workerd = {
  where: "workerd",
  how: "bundled by esbuild",
  short: true,
  version: () => versionOf("workerd", HERE),
  async run(urls) {
    const name = `workerd-${process.arch === "x64" ? "64" : process.arch}`;
    const program = binary("workerd", join(HERE, "node_modules/@cloudflare", `linux-${name}`), workerdPath());
    const out = await outputFolder("workerd");
    const { warnings } = await forWorkerd(out, "worker");
    if (warnings.length > 0) return { passed: 0, failures: warnings };
    await writeFile(join(out, "config.capnp"), await readFile(join(HERE, "workerd.capnp")));
    const child = spawn(program, ["serve", "config.capnp", "--control-fd=3"], {
      cwd: out,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      detached: true,
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    try {
      const port = await portOf(child, () => stderr);
      const signal = AbortSignal.timeout(120_000);
      const body = argument(urls, WITHOUT_NODE);
      const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body, signal });
      return outcomeOf({ ok: response.ok, stdout: await response.text(), stderr });
    } finally {
      killGroup(child);
    }
  },
};

const workerdPath = () => join(HERE, "node_modules/@cloudflare/workerd-linux-64/bin/workerd");

/** workerd reports where it listens on a descriptor of its own. */
function portOf(child, stderr) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`workerd ended with ${code}: ${stderr()}`)));
    child.stdio[3].setEncoding("utf8").on("data", (text) => {
      const port = /"port":\s*(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
}

/** What both runners report as JSON. @returns the outcome */
function suiteOutcome({ ok, stdout, stderr, end }) {
  const { testResults = [] } = parsed(stdout);
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = results
    .filter(({ status }) => status !== "passed")
    .map(({ title, failureMessages }) => `${title}: ${failureMessages.join("\n")}`);
  const passed = results.length - failures.length;
  if (failures.length === 0 && (!ok || passed === 0)) failures.push(`it ${end}: ${stdout.slice(0, 500)}${stderr}`);
  if (/did not exit|failed to exit/.test(stderr)) failures.push(`it did not end by itself: ${stderr.slice(-500)}`);
  return { passed, failures };
}

/** jsdom wants a newer Node than the oldest that this repository is checked on. */
const jsdom = {
  where: "jsdom",
  how: "as Vitest's environment",
  version: () => versionOf("jsdom"),
  async run(urls) {
    const env = { TESSERA_RUNTIMES: argument(urls, NODE) };
    await writeFile(join(PROJECT, "program/suite.test.mjs"), 'import "./suite.mjs";\n');
    // Without one, it takes the repository's.
    await writeFile(join(PROJECT, "vitest.config.mjs"), "export default {};\n");
    const args = ["run", "program/suite.test.mjs", "--globals", "--environment=jsdom", "--reporter=json"];
    return suiteOutcome(await exec(node24(), [join(FULL, "node_modules/vitest/vitest.mjs"), ...args], { env }));
  },
};

/** As it comes: no configuration but where the tests are. */
const jest = {
  where: "Jest",
  how: "as it comes",
  short: true,
  version: () => versionOf("jest", HERE),
  async run(urls) {
    const folder = join(PROJECT, "jest");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "program.test.js"), await readFile(await inCommonJs("suite")));
    const args = [join(HERE, "node_modules/jest/bin/jest.js"), "--rootDir", folder, "--ci", "--json"];
    return suiteOutcome(await exec(process.execPath, args, { env: { TESSERA_RUNTIMES: argument(urls, NODE) } }));
  },
};

export const runtimes = [
  ...onNode("of this run", () => process.execPath),
  ...onNode("oldest", () => nodeBinary("node-oldest", HERE), { short: true }),
  ...onNode("22", () => nodeBinary("node-22", FULL)),
  ...onNode("24", node24),
  ...onNode("newest", () => nodeBinary("node-newest", HERE), { short: true }),
  ...bun,
  deno,
  denied,
  workerd,
  jsdom,
  jest,
];

export { argument, NODE, WITHOUT_NODE };
