/** What the seed decides. */
import { expect, test } from "vitest";
import { planOf, requestPlanOf } from "./plan.js";

const SEED = 4;
const MANY = 20_000;
const requests = Array.from({ length: MANY }, (_, call) => requestPlanOf(SEED, call, 1));
const share = (part: number, whole: number) => part / whole;

test("a seed gives the same plan again, another seed another", () => {
  expect(planOf(SEED, 7)).toEqual(planOf(SEED, 7));
  expect(requestPlanOf(SEED, 7, 1)).toEqual(requestPlanOf(SEED, 7, 1));
  expect(requestPlanOf(SEED, 7, 2)).not.toEqual(requestPlanOf(SEED, 7, 1));
  expect(requestPlanOf(SEED + 1, 7, 1)).not.toEqual(requestPlanOf(SEED, 7, 1));
});

test("a quarter of the requests have a fault, each about as often, half of them after the work was done", () => {
  const spoilt = requests.filter(({ fault }) => fault !== undefined);
  expect(share(spoilt.length, MANY)).toBeCloseTo(0.25, 1);
  expect(share(spoilt.filter(({ done }) => done).length, spoilt.length)).toBeCloseTo(0.5, 1);
  const faults = ["drop", "reset", "delay", "truncate", "throttle", "serverError"];
  for (const name of faults) {
    expect(share(spoilt.filter(({ fault }) => fault === name).length, MANY), name).toBeCloseTo(0.25 / faults.length, 2);
  }
});

test("a throttled request was not carried out, and a request without a fault was", () => {
  for (const { fault, done } of requests) {
    if (fault === "throttle") expect(done).toBe(false);
    if (fault === undefined || fault === "truncate") expect(done).toBe(true);
  }
});

test("every kind of idempotency is called, `none` most", () => {
  const kinds = Array.from({ length: MANY }, (_, call) => planOf(SEED, call).operation.idempotency);
  const of = (kind: string) => share(kinds.filter((each) => each === kind).length, MANY);
  expect(of("none")).toBeGreaterThan(0.5);
  expect(of("mint")).toBeGreaterThan(0.1);
  expect(of("safe")).toBeGreaterThan(0.1);
});
