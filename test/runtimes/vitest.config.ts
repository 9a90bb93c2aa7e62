/** For the tests that need the tools of this folder. */
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

const { include: _, exclude: __, ...test } = base.test ?? {};
export default mergeConfig(defineConfig({ ...base, test }), {
  test: { include: ["test/package/testRunners.test.ts"] },
});
