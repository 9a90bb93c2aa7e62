/** The reference of all public types, which typedoc makes of their comments. */

import { join } from "node:path";
import { Application } from "typedoc";
import options from "../../../typedoc.config.js";
import { PAGES, ROOT } from "./paths.js";

export async function writeApi(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    ...options,
    entryPoints: options.entryPoints?.map((path) => join(ROOT, path)) ?? [],
    tsconfig: join(ROOT, "tsconfig.json"),
    plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
    out: join(PAGES, "api"),
    readme: "none",
    ...markdown,
  } as never);
  const project = await app.convert();
  if (project === undefined) throw new Error("The sources could not be read.");
  app.validate(project);
  if (app.logger.hasErrors()) throw new Error("The reference has errors.");
  await app.generateOutputs(project);
}

/** Options of its plugins. */
const markdown = {
  docsRoot: PAGES,
  sidebar: { autoConfiguration: false },
  router: "member",
  entryFileName: "index",
  hidePageHeader: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
};
