/** Real processes that share a run in Redis, and are killed. */
import { describe, expect, test } from "vitest";
import { fleetRuns } from "../support/fleetRuns.js";
import { redis } from "../support/redis.js";

const PLAN = { rows: 2_000, concurrency: 8, kills: 2, strikes: [], leaseMs: 1_000 } as const;

describe.skipIf(redis.isMissing)(`two processes that share a run in Redis${redis.note}`, () => {
  test.each(["none", "mint"] as const)(
    "and are killed leave one result a row of `%s`, and write no more than they may",
    { timeout: 120_000 },
    async (idempotency) => {
      const { kills, doubled, states, spare, more, wrong } = await fleetRuns({ ...PLAN, idempotency });
      expect({ kills, more, wrong }).toEqual({ kills: PLAN.kills, more: 0, wrong: 0 });
      const { done = 0, unknown = 0, ...others } = states;
      expect(others).toEqual({});
      expect(done + unknown).toBe(PLAN.rows);
      expect(unknown + spare).toBeLessThanOrEqual(kills * PLAN.concurrency);
      if (idempotency === "none") expect(doubled).toBe(0);
      else {
        expect(unknown).toBe(0);
        expect(doubled).toBeLessThanOrEqual(kills * PLAN.concurrency);
      }
    },
  );
});
