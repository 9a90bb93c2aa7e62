/** The programs of `examples`, each with what it prints. `gallery/` has the output, which a test compares with a run. */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fenced, frontMatter, prose, table } from "./markdown.js";
import { ROOT, writePage, writeTo } from "./paths.js";

const RECORDED = fileURLToPath(new URL("../gallery", import.meta.url));
const FIXED = new URL("fixed.mjs", import.meta.url).href;

export async function exampleNames(): Promise<string[]> {
  const names = await readdir(join(ROOT, "examples"));
  return names.filter((name) => name.endsWith(".ts")).map((name) => name.replace(".ts", ""));
}

export function recordedOutput(name: string): Promise<string> {
  return readFile(join(RECORDED, `${name}.txt`), "utf8");
}

/** Runs an example with a clock and ids that are the same in each run. @returns what it prints. */
export function runExample(name: string): Promise<string> {
  const node = ["--disable-warning=DeprecationWarning", "-C", "tessera-source", "--import", FIXED, "--import", "tsx"];
  const child = spawn(process.execPath, [...node, `examples/${name}.ts`], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(withoutChance(text));
      else reject(new Error(`examples/${name}.ts ended with ${code}\n${text}`));
    });
  });
}

/** What the system chooses: ports, and names of temporary folders. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080")
    .replaceAll(tmpdir(), "/tmp")
    .replaceAll(/\/tmp\/([a-z-]+)-\w{6}\//g, "/tmp/$1/");
}

export async function recordGallery(): Promise<void> {
  for (const name of await exampleNames()) await writeTo(join(RECORDED, `${name}.txt`), await runExample(name));
}

export async function writeGallery(): Promise<void> {
  const rows = [];
  for (const name of await exampleNames()) {
    const { text, code } = await program(name);
    const output = await recordedOutput(name);
    const run = `npx tsx node_modules/tessera-sdk/examples/${name}.ts`;
    await writePage(
      `examples/${name}.md`,
      [
        frontMatter({ title: name }),
        `# ${name}\n\n${prose(text)}\n\n`,
        `It runs as it is, against the emulator:\n\n${fenced("sh", run)}\n`,
        `## Program\n\n${fenced("ts", code)}\n`,
        `## Output\n\n${fenced("text", output)}`,
      ].join(""),
    );
    rows.push(row(name, text));
  }
  rows.push(await writeFleet());
  const intro =
    "Whole programs that run against the emulator, without an account. Each is shown with what it prints, except `fleet`, which needs a Redis.";
  await writePage(
    "examples/index.md",
    `${frontMatter({ title: "Examples" })}# Examples\n\n${intro}\n\n${table(["Program", ""], rows)}`,
  );
}

/** The example of several processes. Its output is not recorded, as it needs a Redis. @returns its row. */
async function writeFleet(): Promise<string[]> {
  const [main, worker] = [await program("fleet/main"), await program("fleet/worker")];
  const run = "REDIS_URL=redis://127.0.0.1:6379 npx tsx node_modules/tessera-sdk/examples/fleet/main.ts";
  await writePage(
    "examples/fleet.md",
    [
      frontMatter({ title: "fleet" }),
      `# fleet\n\n${prose(main.text)}\n\n${fenced("sh", run)}\n`,
      `## Program\n\n${fenced("ts", main.code)}\n`,
      `## Worker\n\n${prose(worker.text)}\n\n${fenced("ts", worker.code)}`,
    ].join(""),
  );
  return row("fleet", main.text);
}

async function program(name: string): Promise<{ text: string; code: string }> {
  const source = await readFile(join(ROOT, "examples", `${name}.ts`), "utf8");
  const [, comment = ""] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  return {
    text: comment.replaceAll(/^\s*\* ?/gm, "").trim(),
    code: source.slice(source.indexOf("*/") + 2).trim(),
  };
}

const row = (name: string, text: string) => [
  `[\`${name}\`](/examples/${name})`,
  prose(text.split(/(?<=[.:])\s/)[0] ?? "").replaceAll("\n", " "),
];
