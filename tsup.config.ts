import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "android-enterprise": "src/androidEnterprise/index.ts",
    "chrome-directory": "src/chromeDirectory/index.ts",
    "adobe-pass": "src/adobePass/index.ts",
    "flower-docs": "src/flowerDocs/index.ts",
    testing: "src/testing/index.ts",
    "testing/msw": "src/testing/msw.ts",
  },
  format: ["esm", "cjs"],
  target: "node20.18",
  platform: "node",
  // One copy of the core for all entries of a format.
  splitting: true,
  treeshake: true,
  // `close()` is also `Symbol.asyncDispose`, which the default libraries of TypeScript do not know.
  dts: { banner: '/// <reference lib="esnext.disposable" />' },
  clean: true,
  // No declaration names it, and its package takes six times as long to load as what is used of it.
  noExternal: ["zod"],
});
