/** What the code does after a failure, found by calls that fail. */
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { SkippingClock } from "../../test/support/clocks.js";

export const IDEMPOTENCIES = ["safe", "mint", "none"] as const;
export type Idempotency = (typeof IDEMPOTENCIES)[number];

type Send = NonNullable<ConstructorParameters<typeof AndroidEnterprise>[0]["transport"]>["send"];

const NO_HEADERS = {};
const responds =
  (status: number): Send =>
  async () => ({ status, headers: NO_HEADERS, body: (async function* () {})() });

const loses =
  (written: boolean): Send =>
  async (request) => {
    request.written = written;
    throw new Error("socket hang up");
  };

/** What can happen to a request, and how a server or a network does it. */
export const FAILURES: Readonly<Record<string, readonly Send[]>> = {
  rejected: [responds(429)],
  unwritten: [loses(false)],
  ambiguous: [responds(500), responds(503), responds(408), loses(true)],
  token: [responds(401)],
  final: [responds(400), responds(403), responds(404), responds(501), responds(505)],
};

const ATTEMPTS = 4;

export type Decision = "retried" | "new token" | "thrown" | "outcome unknown";

async function decisionOn(send: Send, idempotency: Idempotency): Promise<Decision> {
  let [sent, tokens] = [0, 0];
  await using client = new AndroidEnterprise({
    auth: () => `token-${++tokens}`,
    clock: new SkippingClock(),
    limiter: { take() {}, refused() {} },
    retry: { attempts: ATTEMPTS },
    timeoutMs: Number.POSITIVE_INFINITY,
    deadlineMs: Number.POSITIVE_INFINITY,
    transport: {
      send(request) {
        sent++;
        return send(request);
      },
    },
  });
  const error = await client.request({ http: "POST /things", idempotency }).then(
    () => undefined,
    (reason: { outcomeUnknown?: boolean }) => reason,
  );
  if (error === undefined) throw new Error("The call did not fail");
  if (sent === ATTEMPTS) return "retried";
  if (sent === 2 && tokens === 2) return "new token";
  if (sent !== 1) throw new Error(`There is no name for ${sent} requests with ${tokens} tokens`, { cause: error });
  return error.outcomeUnknown ? "outcome unknown" : "thrown";
}

/** @throws An error if failures of one kind are not decided in the same way. */
export async function decide(failure: string, idempotency: Idempotency): Promise<Decision> {
  const decisions = await Promise.all((FAILURES[failure] ?? []).map((send) => decisionOn(send, idempotency)));
  const [first, ...others] = new Set(decisions);
  if (first === undefined || others.length > 0) throw new Error(`${failure}, ${idempotency}: ${decisions.join(", ")}`);
  return first;
}
