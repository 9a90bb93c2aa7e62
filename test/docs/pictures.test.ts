/** The pictures are those that their scripts draw, show what is so, and are shown with what they say. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bulkRun } from "tessera-sdk/bullmq";
import { describe, expect, it, test } from "vitest";
import { ALLOWED } from "../../scripts/areas.js";
import { filesIn, root, services } from "../../scripts/packageJson.js";
import { FOLDER, PICTURES } from "../../scripts/pictures/all.js";
import { architecture } from "../../scripts/pictures/architecture.js";
import { fleet, NAMED } from "../../scripts/pictures/fleet.js";
import { steps } from "../../scripts/pictures/oneCall.js";
import { withAlternative } from "../../scripts/pictures/pages.js";
import { svg } from "../../scripts/pictures/svg.js";
import { trace } from "../../scripts/pictures/trace.js";
import golden from "../otel/retriedCall.json" with { type: "json" };

const textOf = (path: string) => readFileSync(join(root, path), "utf8");
const names = Object.keys(PICTURES);

test("every picture has a script", () => {
  expect(filesIn(FOLDER)).toEqual([...names].sort());
});

describe.each(Object.entries(PICTURES))("%s", (name, { draw, pages }) => {
  it("is current (`npm run pictures` writes it)", async () => {
    expect(textOf(join(FOLDER, name))).toBe(svg(await draw()));
  });

  it.each(pages)("is shown in %s, with what it says as its text (`npm run pictures` writes it)", async (page) => {
    const picture = await draw();
    expect(picture.description).toMatch(/^[^[\]"]{80,}\.$/);
    expect(textOf(page)).toBe(withAlternative(textOf(page), name, picture));
  });

  it("has a title and a description, and colors for dark pages", async () => {
    const drawn = svg(await draw());
    expect(drawn).toMatch(/<title id="title">[^<]{8,}<\/title>\n<desc id="desc">[^<]{80,}<\/desc>/);
    expect(drawn).toContain("@media (prefers-color-scheme:dark)");
  });
});

test("a page without the picture is named", () => {
  const picture = trace();
  expect(() => withAlternative("![](images/other.svg)", "retried-call.svg", picture)).toThrow("retried-call.svg");
  expect(withAlternative("a ![b](images/retried-call.svg)", "retried-call.svg", picture)).toContain(
    `a ![${picture.description}](images/retried-call.svg)`,
  );
});

describe("the architecture", () => {
  const areas = Object.keys(ALLOWED).filter((area) => area !== "root");

  it("shows every area", () => {
    const drawn = svg(architecture());
    for (const area of [...areas, "index.ts"]) expect(drawn).toContain(`>${area}<`);
  });

  it("is told in the same way by the table beside it", () => {
    const [, table = ""] = textOf("ARCHITECTURE.md").split("| Area | May import |\n| --- | --- |\n");
    const rows = [...(table.split("\n\n")[0] ?? "").matchAll(/^\| (.+) \| (.+) \|$/gm)];
    const told = rows.map(([, area = "", imports = ""]) => {
      const named = areas.filter((name) => imports.includes(`\`${name}\``));
      const isAllServices = /^(?:the )?services\b/.test(imports);
      return [area.replaceAll("`", ""), [...(isAllServices ? services : []), ...named].sort()];
    });
    const { root: index, ...others } = ALLOWED;
    const known: [string, readonly string[] | undefined][] = [
      ...Object.entries(others).filter(([area]) => !services.includes(area)),
      ["a service", ["google", "core"]],
      ["index.ts", index],
    ];
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(known.map(([area, imports = []]) => [area, [...imports].sort()])),
    );
  });
});

describe("the steps of a call", () => {
  const [, section = ""] = textOf("ARCHITECTURE.md").split("## One call, step by step\n");
  const told = new Map(
    [...section.matchAll(/^(\d+)\. ([\s\S]*?)(?=^\d+\. |^\S)/gm)].map(([, number, text = ""]) => [
      Number(number),
      text,
    ]),
  );

  it("are all of those that are told", () => {
    expect(told.size).toBeGreaterThan(5);
    expect([...new Set(steps.map(({ step }) => step))]).toEqual([...told.keys()]);
  });

  it.each(steps.flatMap(({ step, code }) => code.map((name) => ({ step, name }))))(
    "name $name as step $step does, which names a file that has it",
    ({ step, name }) => {
      const text = told.get(step) ?? "";
      expect(text).toContain(`\`${name}\``);
      const files = [...text.matchAll(/`([\w/]+\.ts)`/g)].map(([, path = ""]) => textOf(join("src", path)));
      const word = name.replace(/^.*\./, "");
      expect(files.some((file) => new RegExp(`\\b${word}\\b`).test(file))).toBe(true);
    },
  );
});

describe("the fleet", () => {
  it.each(Object.entries(NAMED))("names what %s exports", async (entry, functions) => {
    const exported = await import(entry);
    const drawn = svg(fleet());
    for (const name of functions) {
      expect(exported).toHaveProperty(name);
      expect(drawn).toMatch(new RegExp(`>${name}\\b`));
    }
  });

  it("names how results are drained, and into what", () => {
    const run = bulkRun({ connection: "redis://localhost", name: "a", secret: "s".repeat(32) });
    expect(run.drainTo).toBeTypeOf("function");
    expect(svg(fleet())).toContain(">drainTo<");
  });
});

test("the trace shows every span", () => {
  const drawn = svg(trace());
  const spans = [
    golden.name,
    ...golden.children.flatMap(({ name, children }) => [name, ...children.map((each) => each.name)]),
  ];
  expect(spans).toHaveLength(6);
  for (const name of spans) expect(drawn).toContain(`>${name}<`);
});
