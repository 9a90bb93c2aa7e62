import { defineConfig } from "vitest/config";

const src = (path: string) => new URL(`./src/${path}`, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^tessera-sdk$/, replacement: src("index.ts") },
      { find: "tessera-sdk/android-enterprise", replacement: src("androidEnterprise/index.ts") },
      { find: "tessera-sdk/chrome-directory", replacement: src("chromeDirectory/index.ts") },
      { find: "tessera-sdk/adobe-pass", replacement: src("adobePass/index.ts") },
      { find: "tessera-sdk/flower-docs", replacement: src("flowerDocs/index.ts") },
      { find: "tessera-sdk/testing/msw", replacement: src("testing/msw.ts") },
      { find: "tessera-sdk/testing", replacement: src("testing/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    unstubGlobals: true,
    // Tests call deprecated methods on purpose; those that are about the warnings still see them.
    execArgv: ["--disable-warning=DeprecationWarning"],
  },
});
