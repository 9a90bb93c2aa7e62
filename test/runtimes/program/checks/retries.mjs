/** Retries of throttles, failures and lost connections; tokens. */
import { UnavailableError } from "tessera-sdk/android-enterprise";
import { ENTERPRISE, equal, ok, rejection, USER } from "../tools.mjs";

const UNAVAILABLE = { status: 503, body: {} };
const THROTTLED = { status: 429, headers: { "retry-after": "0" }, body: {} };

export const retries = {
  "retry: a read after two 503": async ({ open }) => {
    const client = (await open({ steps: [UNAVAILABLE, UNAVAILABLE] })).android();
    equal((await client.enterprises.get(ENTERPRISE).withResponse()).response.attempts, 3);
  },

  "retry: to the end": async ({ open }) => {
    const world = await open({ steps: Array.from({ length: 9 }, () => UNAVAILABLE) });
    const error = await rejection(world.android().enterprises.get(ENTERPRISE));
    equal([error instanceof UnavailableError, error.attempts, (await world.log()).length], [true, 4, 4]);
  },

  "retry: none if it is off": async ({ open }) => {
    const world = await open({ steps: [UNAVAILABLE] });
    await rejection(world.android({ retry: false }).enterprises.get(ENTERPRISE));
    equal((await world.log()).length, 1);
  },

  "retry: a write of the class `none` after a 429": async ({ open }) => {
    const world = await open({ steps: [THROTTLED] });
    const { data, response } = await world.chrome().enrollmentTokens.create().withResponse();
    ok(data.tokenPermanentId.length > 0, "a token");
    equal(response.attempts, 2);
  },

  "retry: no write of the class `none` after a 503": async ({ open }) => {
    const world = await open({ steps: [UNAVAILABLE] });
    const error = await rejection(world.chrome().enrollmentTokens.create());
    equal([error.outcomeUnknown, error.attempts, (await world.log()).length], [true, 1, 1]);
  },

  "retry: a read after a lost connection": async ({ open }) => {
    const client = (await open({ steps: [{ reset: true }, { cut: true }] })).android();
    equal((await client.enterprises.get(ENTERPRISE)).id, ENTERPRISE.enterpriseId);
  },

  "retry: no write of the class `none` after a lost connection": async ({ open, host }) => {
    // Browsers and Deno send a request again, below the SDK, if a connection that was in use before is lost.
    const world = await open({ steps: Array.from({ length: host.resends ? 4 : 1 }, () => ({ reset: true })) });
    const error = await rejection(world.chrome().enrollmentTokens.create());
    equal([error.name, error.outcomeUnknown, error.attempts], ["ConnectionError", true, 1]);
    if (!host.resends) equal((await world.log()).length, 1);
  },

  "tokens: a refused one is replaced once": async ({ open }) => {
    const world = await open();
    const supplied = [];
    const auth = () => {
      supplied.push(supplied.length === 0 ? "stale" : world.token);
      return { token: supplied.at(-1), expiresAt: Date.now() + 3_600_000 };
    };
    const client = world.android({ auth });
    equal((await client.users.get(USER).withResponse()).response.attempts, 2);
    equal(supplied, ["stale", world.token]);
  },

  "tokens: one request serves all calls that wait, and is kept": async ({ open }) => {
    const world = await open();
    let requests = 0;
    const auth = async () => {
      requests++;
      await Promise.resolve();
      return { token: world.token, expiresAt: new Date(Date.now() + 3_600_000) };
    };
    const client = world.android({ auth });
    await Promise.all(Array.from({ length: 10 }, () => client.users.get(USER)));
    await client.users.get(USER);
    equal(requests, 1);
  },

  "tokens: the function gets scopes and a signal": async ({ open }) => {
    const world = await open();
    let seen;
    const auth = (request) => {
      seen = request;
      return world.token;
    };
    await world.chrome({ auth }).enrollmentTokens.list().toArray();
    equal(
      seen.scopes.map((scope) => scope.startsWith("https://www.googleapis.com/auth/")),
      [true],
    );
    equal(seen.signal.aborted, false);
  },
};
