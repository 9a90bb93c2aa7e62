/** For runners that have a global `test`, by `require`. */
const { checksOf } = require("./checks.cjs");

for (const [name, check] of Object.entries(checksOf(require("tessera-sdk"), require("tessera-sdk/testing"))))
  test(name, check);
