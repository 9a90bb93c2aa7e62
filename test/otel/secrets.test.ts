/** No secret, no value of a parameter and no text of a server is in a span or in a metric. */
import fc from "fast-check";
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  flowerDocsLogin,
  type Transport,
  type TransportRequest,
} from "tessera-sdk";
import { expect, test } from "vitest";
import { ShortWaits } from "../support/clocks.js";
import { instrumented, meter, registered, SDKS } from "../support/otel.js";

/** @param secret returns another secret each time. */
type Call = (transport: Transport, secret: () => string) => Promise<unknown>;

const shared = (transport: Transport) => ({ transport, clock: new ShortWaits(), retry: { attempts: 2 } as const });
const emm = (transport: Transport, auth: string) => new AndroidEnterprise({ auth, ...shared(transport) });
const flower = (transport: Transport, auth: unknown) =>
  new FlowerDocs({ auth: auth as string, baseUrl: "https://flowerdocs.example.com/core", ...shared(transport) });

/** What is a credential, or a parameter that its endpoint declares as secret. */
const secrets: Record<string, Call> = {
  "an access token": (transport, secret) =>
    emm(transport, secret()).enrollmentTokens.create({ enterpriseId: "E1", enrollmentTokenType: "userDevice" }),
  "a function for tokens that throws": (transport, secret) => {
    const auth = () => Promise.reject(Object.assign(new Error(secret()), { code: `${secret()} ` }));
    return new AndroidEnterprise({ auth, ...shared(transport) }).enterprises.get({ enterpriseId: "E1" });
  },
  "secrets of the query": (transport, secret) =>
    emm(transport, secret()).enterprises.completeSignup({ completionToken: secret(), enterpriseToken: secret() }),
  "a secret of the body": (transport, secret) => flower(transport, secret()).tokens.validate({ token: secret() }),
  "a login": (transport, secret) =>
    flower(transport, flowerDocsLogin({ user: "jna", password: secret(), scope: "ACME" })).tokens.renew(),
};

/** What only the server's own good sense keeps from being a code: no text that has more than a word is one. */
const values: Record<string, Call> = {
  "a value of the path": (transport, secret) =>
    new ChromeDirectory({ auth: secret(), ...shared(transport) }).enrollmentTokens.revoke({
      tokenPermanentId: secret(),
    } as never),
  "a request by hand": (transport, secret) =>
    emm(transport, secret()).request({ http: "GET /v1/things/{id}", path: { id: secret() }, query: { q: secret() } }),
  "an XML service": (transport, secret) =>
    new AdobePassV1({ auth: secret(), ...shared(transport) }).requireAuthentication({
      requestor: "R",
      deviceId: secret(),
      deviceInfo: { model: "m", osName: "tvOS" },
    }),
};

/** What a server knows of a request: all of it, and each word. */
function knownOf({ url, headers, body }: TransportRequest): string[] {
  const all = [url, ...Object.values(headers), String(body)].join(" | ");
  return [all, ...(decodeURIComponent(all).match(/[\w.-]{12,}/g) ?? [])];
}

/** Echoes what it knows in every field, one thing as the code. */
function echoing(statuses: readonly number[], pick: number): Transport {
  let sent = 0;
  return {
    async send(request) {
      const known = knownOf(request);
      const [all = ""] = known;
      const code = known[pick % known.length];
      const error = { code, message: all, status: code, errors: [{ reason: code, domain: all }] };
      const text = JSON.stringify({ ...error, error, secret: all });
      const body = (async function* () {
        yield new TextEncoder().encode(text);
      })();
      return { status: statuses[sent++ % statuses.length] ?? 500, headers: { "x-request-id": all }, body };
    },
  };
}

const statuses = fc.array(fc.constantFrom(200, 302, 400, 401, 403, 404, 429, 500, 503), { minLength: 1, maxLength: 3 });
/** Such as codes are spelt. */
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{15,40}$/);

async function expectNothingShown(call: Call, pick: fc.Arbitrary<number>): Promise<void> {
  const { spans } = registered(SDKS[1][1]);
  const { points } = meter();
  instrumented();
  let failed = 0;
  const property = fc.asyncProperty(statuses, word, pick, async (order, base, picked) => {
    let made = 0;
    await call(echoing(order, picked), () => `${base}${made++}`).catch(() => failed++);
    const exported = spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    expect(exported.length).toBeGreaterThan(0);
    expect(made).toBeGreaterThan(0);
    expect(JSON.stringify([exported, await points()])).not.toMatch(
      new RegExp(`${base.replaceAll(".", "\\.")}| \\| |\\?`),
    );
  });
  await fc.assert(property, { numRuns: 60 });
  expect(failed).toBeGreaterThan(0);
}

test.each(Object.entries(secrets))("%s is not shown, also where a server calls its error so", (_, call) =>
  expectNothingShown(call, fc.nat(20)),
);

test.each(Object.entries(values))("%s is not shown", (_, call) => expectNothingShown(call, fc.constant(0)));
