/**
 * A program that makes calls and comes to its end by itself. Its argument is a `CallsPlan` as JSON; it prints what
 * became of each call as JSON.
 */
import { AndroidEnterprise, type ClientOptions, undiciTransport } from "tessera-sdk/android-enterprise";

export interface CallsPlan {
  baseUrl: string;
  /** @default 1 */
  calls?: number;
  /** Whether they run at the same time. */
  parallel?: boolean;
  client?: Pick<ClientOptions, "timeoutMs" | "deadlineMs" | "retry">;
  environmentProxy?: boolean;
  /** Adds an outcome that says whose dispatcher is the global one after the calls. */
  tellDispatcher?: boolean;
  /** Waits so long before each call but the first, unless they run at the same time. */
  pauseMs?: number;
  /** Cancels each call after so long. */
  cancelAfterMs?: number;
}

export interface CallOutcome {
  name: string;
  message: string;
  attempts?: number;
  outcomeUnknown?: boolean;
}

const plan = JSON.parse(process.argv[2] ?? "") as CallsPlan;
const client = new AndroidEnterprise({
  auth: "access-token",
  baseUrl: plan.baseUrl,
  ...(plan.environmentProxy && { transport: undiciTransport({ environmentProxy: true }) }),
  ...plan.client,
});

async function outcome(): Promise<CallOutcome> {
  const controller = new AbortController();
  if (plan.cancelAfterMs !== undefined) setTimeout(() => controller.abort(new Error("left")), plan.cancelAfterMs);
  try {
    const { signal } = controller;
    const token = await client.users.generateAuthenticationToken({ enterpriseId: "E", userId: "U" }, { signal });
    return { name: "done", message: token.token ?? "" };
  } catch (error) {
    const { name, message, attempts, outcomeUnknown } = error as CallOutcome;
    return { name, message, attempts, outcomeUnknown } as CallOutcome;
  }
}

const outcomes: CallOutcome[] = [];
const each = Array.from({ length: plan.calls ?? 1 });
if (plan.parallel) outcomes.push(...(await Promise.all(each.map(outcome))));
else {
  for (const nth of each.keys()) {
    if (nth > 0) await new Promise((resolve) => setTimeout(resolve, plan.pauseMs ?? 0));
    outcomes.push(await outcome());
  }
}
if (plan.tellDispatcher) {
  const { Agent } = await import("undici");
  const global = (globalThis as Record<symbol, unknown>)[Symbol.for("undici.globalDispatcher.1")];
  outcomes.push({ name: "dispatcher", message: global instanceof Agent ? "undici's" : "Node's own" });
}
process.stdout.write(JSON.stringify(outcomes));
