/** Bundles: for browsers, run on Node without what only Node has; for Node, run on it. */
import { outcomeOf } from "../outcome.mjs";
import { exec, ROOT, versionOf } from "../support.mjs";
import { forBrowsers, forNode, outputFolder, packageOf } from "./bundle.mjs";
import { argument, NODE, WITHOUT_NODE } from "./runtimes.mjs";

const target = ({ where, how, bundle, short = false }, entry, args) => ({
  where,
  how,
  short,
  version: () => (where === "esbuild" ? versionOf("esbuild", ROOT) : versionOf(packageOf(where))),
  async run(urls) {
    const { file, warnings } = await bundle(await outputFolder(`${where} ${how}`), entry);
    const { passed, failures } = outcomeOf(await exec(process.execPath, args(file, urls)));
    return { passed, failures: [...warnings.map((text) => `warning: ${text}`), ...failures] };
  },
});

export const bundlers = [
  ...forBrowsers.map((each) =>
    target(each, "portable", (file, urls) => [
      "--experimental-vm-modules",
      "--no-warnings",
      "program/nodeless.mjs",
      file,
      argument(urls, WITHOUT_NODE),
    ]),
  ),
  ...forNode.map((each) => target(each, "node", (file, urls) => [file, argument(urls, NODE)])),
];
