/** For runners that have a global `test`, by `import`. */
import * as sdk from "tessera-sdk";
import * as testing from "tessera-sdk/testing";
import { checksOf } from "./checks.cjs";

for (const [name, check] of Object.entries(checksOf(sdk, testing))) test(name, check);
