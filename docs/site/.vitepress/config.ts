import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import llms from "vitepress-plugin-llms";
import packageJson from "../../../package.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SITE = fileURLToPath(new URL("..", import.meta.url));
const OUT = join(ROOT, ".tmp/site");

/** The sources of the package's entries, for pages: `x.browser.ts` in place of `x.ts`, as in the build for browsers. */
const sources = {
  name: "tessera-sources",
  enforce: "pre" as const,
  resolveId(id: string, importer: string | undefined) {
    const entry = packageJson.exports[id.replace("tessera-sdk", ".") as keyof typeof packageJson.exports];
    if (/^tessera-sdk(\/|$)/.test(id) && typeof entry === "object") return join(ROOT, entry["tessera-source"]);
    if (importer?.startsWith(join(ROOT, "src")) && id.startsWith(".")) {
      const path = join(dirname(importer), id).replace(/\.js$/, "");
      return [`${path}.browser.ts`, `${path}.ts`].find((each) => existsSync(each));
    }
    return undefined;
  },
};

/** As code hosts make them, so that links to headings hold there and here. */
const slugify = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");

export default defineConfig({
  title: "Tessera",
  description: packageJson.description,
  srcDir: join(OUT, "pages"),
  outDir: join(SITE, "dist"),
  cacheDir: join(OUT, "cache"),
  cleanUrls: true,
  ignoreDeadLinks: false,
  markdown: { anchor: { slugify }, theme: { light: "github-light", dark: "github-dark" } },
  themeConfig: {
    nav: [
      { text: "Guides", link: "/guide/", activeMatch: "^/guide/" },
      { text: "Operations", link: "/operations/", activeMatch: "^/operations/" },
      { text: "Types", link: "/api/", activeMatch: "^/api/" },
      { text: "Examples", link: "/examples/", activeMatch: "^/examples/" },
      { text: "Playground", link: "/playground" },
    ],
    sidebar: JSON.parse(readFileSync(join(OUT, "sidebars.json"), "utf8")),
    outline: [2, 3],
    search: {
      provider: "local",
      options: {
        // Of the reference only names: its texts are in the pages of operations, too.
        _render: (source, env, md) => {
          const html = md.render(source, env);
          return env.relativePath?.startsWith("api/") ? (/<h1[\s\S]*?<\/h1>/.exec(html)?.[0] ?? "") : html;
        },
      },
    },
  },
  vite: {
    plugins: [sources, llms({ ignoreFilesPerOutput: { llmsTxt: ["api/**"], llmsFullTxt: ["api/**"] } })],
    // The pages are outside of the folder that has these.
    resolve: { alias: [{ find: /^vue(\/server-renderer)?$/, replacement: join(SITE, "node_modules/vue$1") }] },
    build: { chunkSizeWarningLimit: 10_000 },
  },
});
