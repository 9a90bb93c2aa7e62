/** The program as tests of Jest or Vitest. Its argument is in the environment. */
import { checks, failureOf } from "./checks.mjs";

const argument = JSON.parse(process.env.TESSERA_RUNTIMES);
for (const name of Object.keys(checks)) {
  test(name, async () => {
    expect(await failureOf(name, argument)).toBeUndefined();
  }, 30_000);
}
