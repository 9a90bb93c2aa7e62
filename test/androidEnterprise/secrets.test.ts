/** Tokens that travel in URLs never come out of an error, a trace or an observer. */
import { tracingChannel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { AndroidEnterprise, type Transport } from "tessera-sdk";
import { describe, expect, onTestFinished, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import { shown } from "../support/shown.js";

const COMPLETION = "SECRET completion/token+1=&";
const ENTERPRISE = "SECRET-enterprise.token~(2)'";
const KEY = "AIza-SECRET/key";
const [access_token, oauth_token] = ["ya29.SECRET+one", "ya29.SECRET+two"];
const ENROLL = "SECRET+enroll%token";

interface Method {
  secrets: string[];
  call: (client: AndroidEnterprise) => Promise<unknown>;
  raw?: boolean;
}

const methods: Record<string, Method> = {
  "enterprises.completeSignup": {
    secrets: [COMPLETION, ENTERPRISE],
    call: (client) => client.enterprises.completeSignup({ completionToken: COMPLETION, enterpriseToken: ENTERPRISE }),
  },
  "a method with Google's own credentials in the query": {
    secrets: [KEY, access_token, oauth_token],
    call: (client) =>
      client.users.get(
        { enterpriseId: "LC00lwk1yg", userId: "110001" },
        { extraQuery: { key: KEY, access_token: [access_token], oauth_token } },
      ),
  },
  "client.request of the same method": {
    raw: true,
    secrets: [COMPLETION, ENTERPRISE, ENROLL],
    call: (client) =>
      client.request({
        http: "POST /androidenterprise/v1/enterprises/completeSignup",
        query: { completionToken: COMPLETION, enterpriseToken: ENTERPRISE, token: ENROLL },
      }),
  },
  "enterprises.enroll": {
    secrets: [ENROLL],
    call: (client) => client.enterprises.enroll({ token: ENROLL, name: "Example" }),
  },
};

/** The ways in which a server or a proxy may spell a token that it quotes. */
const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  String(new URLSearchParams({ "": secret })).slice(1),
];

const failures: Record<string, (said: string[]) => ScriptedResponse | Error> = {
  "an error of Google's": (said) => ({
    status: 400,
    headers: { "x-request-id": said.join(" ") },
    body: {
      error: { code: 400, message: said.join(" "), errors: said.map((message) => ({ reason: "invalid", message })) },
    },
  }),
  "a page of a proxy": (said) => ({ status: 502, body: `<html>${said.join("<br>")}</html>` }),
  "a lost connection": (said) => new Error(said.join(" ")),
  "a response that is not JSON": (said) => ({ body: said.join(" ") }),
  "a response of another shape": (said) => ({ body: { name: said, id: 7 } }),
};

describe.each(Object.entries(methods))("%s", (_, { secrets, call, raw = false }) => {
  // A raw call returns any response.
  const kinds = Object.entries(failures).slice(0, raw ? 3 : 5);

  test.each(kinds)("does not show its tokens in %s", async (_name, failure) => {
    let url = "";
    const transport: Transport = {
      send(request) {
        url = request.url;
        return scripted(failure([url, ...secrets.flatMap(spellings)])).send(request);
      },
    };
    const published: unknown[] = [];
    for (const name of ["tessera-sdk.call", "tessera-sdk.attempt"]) {
      const seen = { asyncEnd: (trace: unknown) => published.push(trace) };
      const channel = tracingChannel(name);
      channel.subscribe(seen as never);
      onTestFinished(() => void channel.unsubscribe(seen as never));
    }
    const error = await rejection(call(new AndroidEnterprise({ auth: "access-token", transport, retry: false })));
    const visible = shown(error) + inspect(published, { depth: 20, showHidden: true });
    for (const secret of secrets) {
      expect(url).toContain(encodeURIComponent(secret));
      for (const spelling of spellings(secret)) expect(visible).not.toContain(spelling);
    }
    expect(published).toHaveLength(2);
  });
});

test("enterprises.enroll does not show its token when another parameter is refused", async () => {
  const client = new AndroidEnterprise({ auth: "access-token", transport: scripted() });
  const error = await rejection(client.enterprises.enroll({ token: ENROLL, name: 7 as never }));
  expect(error).toMatchObject({ name: "InvalidParamsError" });
  expect(shown(error)).not.toContain(ENROLL);
});
