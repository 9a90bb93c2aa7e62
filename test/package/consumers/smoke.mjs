/** Calls each service over real HTTP with both copies of the package. Ends with 1 at the first surprise. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { smoke } from "./smoke.cjs";

await smoke(await import("tessera-sdk"), await import("tessera-sdk/testing"));
const require = createRequire(import.meta.url);
const agents = await smoke(require("tessera-sdk"), require("tessera-sdk/testing"));
assert.equal(agents.size, 1);
console.log(JSON.stringify({ node: process.version, userAgent: [...agents][0] }));
