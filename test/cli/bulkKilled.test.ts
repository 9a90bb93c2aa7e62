/** `tessera bulk run` as processes that are killed in the middle, and continued. The long form is in `test/soak`. */
import { expect, test } from "vitest";
import { newFile } from "../support/bulk.js";
import { killedRuns } from "../support/killedRuns.js";

const PLAN = { runner: "command", rows: 200, concurrency: 8, kills: 1 } as const;

test.each(["safe", "mint", "none"] as const)(
  "killed and called again, a run of `%s` ends with one result a row, and writes no more than it may",
  { timeout: 120_000 },
  async (idempotency) => {
    const { kills, spare, states, isConsistent } = await killedRuns(await newFile(), { ...PLAN, idempotency });
    expect({ kills, isConsistent }).toEqual({ kills: PLAN.kills, isConsistent: true });
    const { done = 0, unknown = 0, ...others } = states;
    expect(others).toEqual({});
    expect(done + unknown).toBe(PLAN.rows);
    const [most, none] = idempotency === "none" ? [unknown, spare] : [spare, unknown];
    expect(none).toBe(0);
    expect(most).toBeLessThanOrEqual(kills * PLAN.concurrency);
  },
);
