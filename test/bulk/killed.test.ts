/** Real processes that are killed in the middle of a run, and continued. */
import { expect, test } from "vitest";
import { newFile } from "../support/bulk.js";
import { killedRuns } from "../support/killedRuns.js";

const PLAN = { runner: "library", rows: 600, concurrency: 8, kills: 3 } as const;

test.each(["safe", "mint", "none"] as const)(
  "killed three times, a run of `%s` ends with one result a row, and writes no more than it may",
  { timeout: 120_000 },
  async (idempotency) => {
    const { kills, spare, states, isConsistent } = await killedRuns(await newFile(), { ...PLAN, idempotency });
    expect(kills).toBe(PLAN.kills);
    expect(isConsistent).toBe(true);
    const { done = 0, unknown = 0, ...others } = states;
    expect(others).toEqual({});
    expect(done + unknown).toBe(PLAN.rows);
    const bound = kills * PLAN.concurrency;
    if (idempotency === "none") {
      expect(spare).toBe(0);
      expect(unknown).toBeLessThanOrEqual(bound);
      // Else nothing was under way when the processes were killed.
      expect(unknown).toBeGreaterThan(0);
    } else {
      expect(spare).toBeLessThanOrEqual(bound);
      expect(unknown).toBe(0);
    }
  },
);
