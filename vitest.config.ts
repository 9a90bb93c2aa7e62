import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Packages are loaded by Node, which does not know this condition: what it leads to may be for bundlers alone. */
const conditions = defaultServerConditions.filter((name) => name !== "module");

export default defineConfig({
  // `tessera-sdk/…` is the source, as `package.json` exports it under this condition.
  ssr: { resolve: { conditions: ["tessera-source", ...conditions] } },
  test: {
    include: ["test/**/*.test.ts"],
    // The second needs large tools: `npm run test:runners`. It runs what is in the first.
    exclude: ["**/node_modules/**", "test/package/consumers/**", "test/package/testRunners.test.ts"],
    testTimeout: 20_000,
    unstubGlobals: true,
    // Tests call deprecated methods on purpose; those that are about the warnings still see them.
    execArgv: ["--disable-warning=DeprecationWarning"],
  },
});
