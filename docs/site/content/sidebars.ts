/** What stands beside the pages, as data that the configuration reads. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { services } from "../../../src/operations/index.js";
import type { OperationSummary } from "../../../src/operations/types.js";
import { exampleNames } from "./gallery.js";
import { operationPath } from "./operations.js";
import { OUT, PAGES, ROOT, writeTo } from "./paths.js";

export interface SidebarItem {
  text: string;
  link?: string;
  collapsed?: boolean;
  items?: SidebarItem[];
}

export async function writeSidebars(): Promise<void> {
  const sidebars = {
    "/guide/": await guides(),
    "/examples/": [{ text: "Examples", link: "/examples/", items: [...(await exampleNames()), "fleet"].map(example) }],
    ...Object.fromEntries(
      services.map(({ name, client, operations }) => [`/operations/${name}/`, operationsOf(name, client, operations)]),
    ),
    "/operations/": services.map(({ name, client }) => ({ text: client, link: `/operations/${name}/` })),
    "/api/": await entries(),
  };
  await writeTo(join(OUT, "sidebars.json"), JSON.stringify(sidebars));
}

const example = (name: string): SidebarItem => ({ text: name, link: `/examples/${name}` });

/** The sections and rows of the index of the guides. */
async function guides(): Promise<SidebarItem[]> {
  const index = await readFile(join(ROOT, "docs/README.md"), "utf8");
  return index
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [text = ""] = section.split("\n");
      const links = [...section.matchAll(/^\| \[([^\]]+)\]\(([\w-]+)\.md\)/gm)];
      const items = links.map(([, title = "", page]) => ({ text: title, link: `/guide/${page}` }));
      return items.length === 0 ? [] : [{ text, items }];
    });
}

/** By resource, in the order of the client. */
function operationsOf(service: string, client: string, operations: readonly OperationSummary[]): SidebarItem[] {
  const byResource = new Map<string, OperationSummary[]>();
  for (const each of operations) {
    const { resource = "client" } = each;
    byResource.set(resource, [...(byResource.get(resource) ?? []), each]);
  }
  return [
    { text: client, link: `/operations/${service}/` },
    ...Array.from(byResource, ([text, all]) => ({
      text,
      collapsed: true,
      items: all.map(({ id, method }) => ({ text: method, link: `/${operationPath(service, id)}` })),
    })),
  ];
}

/** One for each entry: with all names, the pages would be large. */
async function entries(): Promise<SidebarItem[]> {
  const folders = await readdir(join(PAGES, "api"), { withFileTypes: true });
  const names = folders.filter((each) => each.isDirectory()).map(({ name }) => name);
  return [{ text: "All entries", link: "/api/" }, ...names.map((name) => ({ text: name, link: `/api/${name}/` }))];
}
