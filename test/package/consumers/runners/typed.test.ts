/** For ts-jest, which checks types. */
import * as sdk from "tessera-sdk";
import { AndroidEnterprise, type Enterprise } from "tessera-sdk/android-enterprise";
import * as testing from "tessera-sdk/testing";
import { checksOf } from "./checks.cjs";

declare function test(name: string, check: () => Promise<void>): void;

for (const [name, check] of Object.entries(checksOf(sdk, testing))) test(name, check);

test("has types", async () => {
  const { issueToken, transport } = bound(testing.createEmulator());
  const client = new AndroidEnterprise({ auth: issueToken(), transport });
  const found: Enterprise = await client.enterprises.get({ enterpriseId: "LC00lwk1yg" });
  // @ts-expect-error: results are typed, not `any`
  void found.nmae;
});

function bound(emulator: testing.Emulator) {
  return { issueToken: () => emulator.issueToken(), transport: emulator.transport };
}
