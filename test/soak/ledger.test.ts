/** The judge of the soak: what it must find wrong, and what it must let pass. */
import { describe, expect, test } from "vitest";
import { type Entry, type Outcome, wrongs } from "./ledger.js";

const whole: Entry = { call: 1, carriedOut: true, sent: "whole", status: 200, value: "soak-1-1" };
const throttled: Entry = { call: 1, carriedOut: false, sent: "whole", status: 429, value: undefined };
const dropped: Entry = { call: 1, carriedOut: false, sent: "nothing", status: undefined, value: undefined };
const lost: Entry = { ...dropped, carriedOut: true };
const cut: Entry = { ...lost, sent: "cut", status: 200 };
const failed: Entry = { ...throttled, status: 503 };

const returned: Outcome = { is: "returned", value: "soak-1-1" };
const connection = { is: "failed", error: "connection", outcomeUnknown: false, attempts: 1, message: "" } as const;
const refused: Outcome = { ...connection, status: undefined };
const unknown: Outcome = { ...refused, outcomeUnknown: true };
const rateLimited: Outcome = { ...refused, error: "api", status: 429 };

describe("an outcome that the server's log contradicts is wrong", () => {
  test.each<[string, string, "none" | "mint" | "safe", Entry[], Outcome]>([
    ["success without a request", "succeeded without a request", "safe", [], returned],
    ["success although nothing was carried out", "succeeded without such a response", "safe", [failed], returned],
    [
      "success with the result of another request",
      "succeeded without such a response",
      "safe",
      [{ ...whole, value: "soak-2-1" }],
      returned,
    ],
    ["success although the response was cut short", "succeeded without such a response", "safe", [cut], returned],
    ["not carried out, but it was", "reported as not carried out, although it was", "none", [lost], refused],
    [
      "not carried out, but it was and the response was cut short",
      "reported as not carried out, although it was",
      "none",
      [cut],
      { ...refused, status: 200 },
    ],
    ["carried out twice", "carried out 2 times", "none", [whole, { ...whole, value: "soak-1-2" }], returned],
    ["carried out twice by a cancelled call", "carried out 2 times", "none", [lost, lost], { is: "cancelled" }],
    [
      "retried although it may have been carried out",
      "retried although not refused",
      "none",
      [dropped, whole],
      returned,
    ],
    ["retried after an error of the server", "retried although not refused", "none", [failed, whole], returned],
    [
      "a refused request of unknown outcome",
      "a refused request reported as of unknown outcome",
      "none",
      [throttled],
      { ...rateLimited, outcomeUnknown: true },
    ],
    ["a read of unknown outcome", "an unknown outcome of a method that may be retried", "safe", [lost], unknown],
    ["a status that the server did not send", "reports status 429", "safe", [failed], rateLimited],
    ["fewer attempts than requests", "reports 1 attempts, 2 requests came", "safe", [dropped, dropped], refused],
    [
      "an invalid response although nothing was carried out",
      "an invalid response although nothing was carried out",
      "mint",
      [dropped],
      { ...refused, error: "invalidResponse" },
    ],
    [
      "an error although the response is a success",
      "failed although the last response was a success",
      "safe",
      [whole],
      { ...refused, error: "api", status: 200 },
    ],
    [
      "a broken connection although the response was complete",
      "a broken connection although the response was complete",
      "safe",
      [whole],
      refused,
    ],
    ["an undocumented error", "TypeError", "safe", [whole], { is: "foreign", what: "TypeError" }],
  ])("%s", (_, wrong, idempotency, entries, outcome) => {
    expect(wrongs(idempotency, entries, outcome).join()).toContain(wrong);
  });
});

test("a request that `onSend` was not told of is wrong", () => {
  expect(wrongs("none", [whole], returned, 0)).toEqual(["a request that `onSend` was not told of"]);
  expect(wrongs("none", [throttled, whole], returned, 3)).toEqual([]);
});

describe("an outcome that agrees with the server's log is not wrong", () => {
  test.each<[string, "none" | "mint" | "safe", Entry[], Outcome]>([
    ["success", "none", [whole], returned],
    ["success after a refusal", "none", [throttled, whole], returned],
    ["success after a retry that did the work again", "mint", [lost, whole], returned],
    ["success with a late response", "none", [{ ...whole, sent: "late" }], returned],
    ["a lost response", "none", [lost], unknown],
    ["a lost request, of which the client cannot know", "none", [dropped], unknown],
    ["a request that never came", "none", [], refused],
    ["a refusal", "none", [throttled], rateLimited],
    [
      "an invalid response, which says that the work was probably done",
      "none",
      [cut],
      { ...refused, error: "invalidResponse", status: 200 },
    ],
    ["a read that failed although the work was done", "safe", [lost, lost], { ...refused, attempts: 2 }],
    ["a response after the deadline", "none", [whole], { ...unknown, error: "timeout" }],
    ["a cancelled call", "none", [lost], { is: "cancelled" }],
  ])("%s", (_, idempotency, entries, outcome) => {
    expect(wrongs(idempotency, entries, outcome)).toEqual([]);
  });
});
