import { readFileSync } from "node:fs";
import { OptionDefaults } from "typedoc";

const packageJson = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  entryPoints: Object.values(packageJson.exports).flatMap((entry) => entry["tessera-source"] ?? []),
  out: ".tmp/api",
  // Marks fields of results that are credentials.
  modifierTags: [...OptionDefaults.modifierTags, "@secret"],
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  disableSources: true,
  intentionallyNotExported: ["InputValue", "NotificationFacts"],
  skipErrorChecking: true,
  treatValidationWarningsAsErrors: true,
};
