/** Error classes, kinds, and what errors keep to themselves. */
import * as root from "tessera-sdk";
import { AdobePassV1, TesseraError as AdobeTesseraError } from "tessera-sdk/adobe-pass";
import {
  ApiError,
  AuthError,
  ConnectionError,
  GoogleApiError,
  InvalidParamsError,
  InvalidResponseError,
  NotFoundError,
  RateLimitError,
  TesseraError,
  UnauthenticatedError,
} from "tessera-sdk/android-enterprise";
import { FlowerDocs, TesseraError as FlowerTesseraError } from "tessera-sdk/flower-docs";
import { ENTERPRISE, equal, ok, rejection, USER } from "../tools.mjs";

const ONCE = { retry: false };

export const errors = {
  "errors: a missing user is a NotFoundError of Google": async ({ open }) => {
    const error = await rejection((await open()).android().users.get({ ...USER, userId: "999" }));
    const classes = [NotFoundError, GoogleApiError, ApiError, TesseraError, Error];
    equal(
      classes.map((each) => error instanceof each),
      classes.map(() => true),
    );
    equal([error instanceof RateLimitError, error.name], [false, "GoogleApiError"]);
    const { kind, status, attempts, endpoint, requestId } = error;
    const expected = ["not_found", 404, 1, "androidenterprise.users.get", "r-1"];
    equal([kind, status, attempts, endpoint, requestId], expected);
  },

  "errors: each status has its kind": async ({ open }) => {
    const kinds = {
      400: "invalid_request",
      401: "unauthenticated",
      403: "permission_denied",
      404: "not_found",
      409: "conflict",
      429: "rate_limited",
      500: "server",
      503: "unavailable",
    };
    const steps = Object.keys(kinds).map((status) => ({ status: Number(status), body: {} }));
    const client = (await open({ steps })).android(ONCE);
    const seen = {};
    for (const _ of steps) {
      const error = await rejection(client.enterprises.get(ENTERPRISE));
      seen[error.status] = error.kind;
    }
    equal(seen, kinds);
  },

  "errors: every entry has the same classes": async ({ open }) => {
    equal(
      [root.TesseraError, AdobeTesseraError, FlowerTesseraError].map((each) => each === TesseraError),
      [true, true, true],
    );
    equal([root.AdobePassV1 === AdobePassV1, root.FlowerDocs === FlowerDocs], [true, true]);
    const error = await rejection((await open()).android().users.get({ ...USER, userId: "999" }));
    ok(error instanceof root.NotFoundError, "instanceof by the package's own entry");
  },

  "errors: invalid parameters are refused before anything is sent": async ({ open }) => {
    const world = await open();
    const missing = await rejection(world.android().users.get({ enterpriseId: "e" }));
    equal([missing instanceof InvalidParamsError, missing.issues.map(({ path }) => path)], [true, ["userId"]]);
    const unknown = await rejection(world.android().users.get({ ...USER, usrId: "1" }));
    equal(
      unknown.issues.map(({ path }) => path),
      ["usrId"],
    );
    equal(await world.log(), []);
  },

  "errors: a map, a promise and a class instance are refused by name": async ({ open }) => {
    const client = (await open()).android();
    for (const policy of [new Map(), Promise.resolve({}), new (class Policy {})()]) {
      const error = await rejection(client.devices.update({ ...USER, deviceId: "d", policy }));
      equal([error.name, error.issues[0].path], ["InvalidParamsError", "policy"]);
    }
  },

  "errors: invalid options are refused by name": async () => {
    const { AndroidEnterprise } = root;
    try {
      new AndroidEnterprise({ auth: "t", timeoutMs: -1 });
    } catch (error) {
      return equal(
        error.issues.map(({ path }) => path),
        ["timeoutMs"],
      );
    }
    throw new Error("the client was created");
  },

  "errors: half a body of JSON is an InvalidResponseError that does not show it": async ({ open }) => {
    const world = await open({ steps: [{ fault: { malformed: true } }] });
    const error = await rejection(world.android(ONCE).enterprises.get(ENTERPRISE));
    ok(error instanceof InvalidResponseError, "the class");
    ok(error.body.length > 0, "a body");
    equal([JSON.stringify(error).includes(error.body), Object.keys(error).includes("body")], [false, false]);
  },

  "errors: a page of markup is an InvalidResponseError": async ({ open }) => {
    const world = await open({
      steps: [{ status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" }],
    });
    equal((await rejection(world.android(ONCE).enterprises.get(ENTERPRISE))).name, "InvalidResponseError");
  },

  "errors: no server is a ConnectionError": async ({ open, host }) => {
    const client = (await open()).android({ baseUrl: host.deadUrl, retry: { attempts: 2, baseMs: 1 } });
    const error = await rejection(client.enterprises.get(ENTERPRISE));
    const { kind, attempts, outcomeUnknown } = error;
    equal([error instanceof ConnectionError, kind, attempts, outcomeUnknown], [true, "unavailable", 2, false]);
  },

  "errors: a body that ends early is a ConnectionError with the status": async ({ open }) => {
    const error = await rejection((await open({ steps: [{ cut: true }] })).android(ONCE).enterprises.get(ENTERPRISE));
    equal([error.name, error.status], ["ConnectionError", 200]);
  },

  "errors: a response that is too large is refused": async ({ open }) => {
    const client = (await open()).android({ ...ONCE, maxResponseBytes: 10 });
    equal((await rejection(client.enterprises.get(ENTERPRISE))).name, "InvalidResponseError");
  },

  "secrets: the token is redacted from an error that quotes it": async ({ open }) => {
    const token = "ya29.quoted-secret-token";
    const body = { error: { code: 400, message: `Bearer ${token} is bad`, status: "INVALID_ARGUMENT" } };
    const world = await open({ steps: [{ status: 400, headers: { "content-type": "application/json" }, body }] });
    const error = await rejection(world.android({ ...ONCE, auth: token }).enterprises.get(ENTERPRISE));
    equal(spoken(error).includes(token), false);
    ok(error.message.includes("is bad"), "the rest of the message");
  },

  "secrets: no error of the network has the token": async ({ open, host }) => {
    const token = "ya29.network-secret-token";
    const world = await open({ steps: [{ reset: true }, { cut: true }, { hang: true }] });
    const options = { ...ONCE, auth: token, timeoutMs: 100 };
    const [near, dead] = [world.android(options), world.android({ ...options, baseUrl: host.deadUrl })];
    for (const client of [near, near, near, dead]) {
      const error = await rejection(client.enterprises.get(ENTERPRISE));
      ok(error instanceof TesseraError, `${error?.name}`);
      equal(spoken(error).includes(token), false);
    }
  },

  "secrets: a function given as `auth` that fails keeps its reason": async ({ open }) => {
    const auth = () => Promise.reject(new Error("vault is sealed"));
    const error = await rejection((await open()).android({ ...ONCE, auth }).enterprises.get(ENTERPRISE));
    equal([error instanceof AuthError, error instanceof UnauthenticatedError], [true, true]);
    ok(spoken(error).includes("vault is sealed"), "the reason");
  },
};

/** All that an error can be made to say. */
function spoken(error) {
  const parts = [];
  for (let each = error; each instanceof Object; each = each.cause) {
    const own = Object.getOwnPropertyNames(each).map((name) => (name === "body" ? "" : String(each[name])));
    parts.push(String(each), JSON.stringify(each), each.stack, ...own);
  }
  return parts.join("\n");
}
