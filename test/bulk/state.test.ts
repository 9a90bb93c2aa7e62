/** The states of a row: what leads from which to which, and which rows a run runs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { RowStates } from "../../src/bulk/rowStates.js";
import { isDue, nextState, type RowEvent, type RowState } from "../../src/bulk/state.js";

const STATES: RowState[] = ["pending", "sent", "done", "failed", "unknown"];
const EVENTS: RowEvent[] = ["send", "die", "done", "failed", "unknown"];

/** Written down by hand, in the order of the events above. */
const TABLE: Record<RowState, RowState[]> = {
  pending: ["sent", "pending", "done", "failed", "unknown"],
  sent: ["sent", "unknown", "done", "failed", "unknown"],
  failed: ["sent", "failed", "done", "failed", "unknown"],
  unknown: ["unknown", "unknown", "done", "unknown", "unknown"],
  done: ["done", "done", "done", "done", "done"],
};

test.each(STATES)("%s leads where the table says", (state) => {
  expect(EVENTS.map((event) => nextState(state, event))).toEqual(TABLE[state]);
});

const events = fc.array(fc.constantFrom(...EVENTS));
const after = (list: readonly RowEvent[]) => list.reduce<RowState>(nextState, "pending");

test("a row that is done stays done, and one that may have been done never counts as failed or pending", () => {
  fc.assert(
    fc.property(events, events, (before, then) => {
      if (after(before) === "done") expect(after([...before, ...then])).toBe("done");
      if (after(before) === "unknown") expect(["unknown", "done"]).toContain(after([...before, ...then]));
    }),
  );
});

test("a row whose run died after the intent is unknown, whatever came before, unless it is done", () => {
  fc.assert(fc.property(events, (before) => /unknown|done/.test(after([...before, "send", "die"]))));
});

test("pending rows are due in every run; failed and unknown ones on request; the others never", () => {
  const due = (retry: ("failed" | "unknown")[]) => STATES.filter((state) => isDue(state, retry));
  expect(due([])).toEqual(["pending"]);
  expect(due(["failed"])).toEqual(["pending", "failed"]);
  expect(due(["unknown", "failed"])).toEqual(["pending", "failed", "unknown"]);
});

test("the states of many rows are those of each by itself", () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom(...EVENTS));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const states = new RowStates();
      for (const [row, event] of steps) states.apply(row, event, row * 7);
      for (const [row] of steps) {
        const own = steps.filter(([each]) => each === row).map(([, event]) => event);
        expect(states.get(row)).toBe(after(own));
        expect(states.digest(row)).toBe(after(own) === "pending" ? undefined : row * 7);
      }
    }),
  );
});
