/** What a CommonJS file gets of the types for `import`. */
import type * as esm from "tessera-sdk" with { "resolution-mode": "import" };
import * as cjs from "tessera-sdk";
import type * as esmTesting from "tessera-sdk/testing" with { "resolution-mode": "import" };
import * as cjsTesting from "tessera-sdk/testing";

declare function accept<T>(value: T): void;

export function exchange(client: esm.AndroidEnterprise, emulator: esmTesting.Emulator) {
  accept<cjs.AndroidEnterprise>(client);
  accept<esm.AndroidEnterprise>(new cjs.AndroidEnterprise({ auth: "t" }));
  accept<cjsTesting.Emulator>(emulator);
  accept<typeof esm>(cjs);
  accept<typeof esmTesting>(cjsTesting);
}
