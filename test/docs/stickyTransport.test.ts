/** What docs/flower-docs.md says of its transport that keeps the cookie of a load balancer. */
import { rmSync } from "node:fs";
import { FlowerDocs, guiSession, type Transport } from "tessera-sdk/flower-docs";
import { createEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import { useEmulator } from "./emulated.js";
import { blocks, makeFolder, write } from "./extract.js";

vi.mock("../../src/core/transport/undici.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/core/transport/undici.js")>();
  const { withEmulator } = await import("./emulated.js");
  return withEmulator(original);
});

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let sticky: (transport: Transport, name: string) => Transport;

beforeAll(async () => {
  useEmulator(createEmulator());
  vi.stubEnv("FLOWERDOCS_PASSWORD", "emulated-password");
  const block = blocks.find(({ page, code }) => page === "docs/flower-docs.md" && code.includes("stickyTransport"));
  if (block === undefined) throw new Error("docs/flower-docs.md has no such transport");
  ({ stickyTransport: sticky } = await import(/* @vite-ignore */ write(folder, block)));
  vi.unstubAllEnvs();
});

const baseUrl = "https://flowerdocs.example.com/core";
const setting = (cookies: string): ScriptedResponse => ({ headers: { "set-cookie": cookies }, body: "aa.bb.cc" });
const cookiesOf = ({ sent }: ReturnType<typeof scripted>) => sent.map(({ headers }) => headers.cookie);

test("it sends the last cookie of that name, and no other", async () => {
  const transport = scripted(
    setting("JSESSIONID=secret; Path=/core, ROUTE=n1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/"),
    setting("OTHERROUTE=n9; Path=/"),
    setting("ROUTE=n2; HttpOnly"),
    setting(""),
  );
  const client = new FlowerDocs({ baseUrl, auth: "token", transport: sticky(transport, "ROUTE") });
  for (let call = 0; call < 4; call++) await client.tokens.renew();
  expect(cookiesOf(transport)).toEqual([undefined, "ROUTE=n1", "ROUTE=n1", "ROUTE=n2"]);
});

test("it leaves the cookie of a session where it is", async () => {
  const transport = scripted(setting("ROUTE=n1; Path=/"));
  const auth = guiSession("NmUzYjc2ZTA");
  const client = new FlowerDocs({ baseUrl, auth, transport: sticky(transport, "ROUTE") });
  for (let call = 0; call < 2; call++) await client.tokens.renew();
  expect(cookiesOf(transport)).toEqual(["SESSION=NmUzYjc2ZTA", "SESSION=NmUzYjc2ZTA; ROUTE=n1"]);
});

test.each([
  ["was written, so that its outcome is unknown", true, 1],
  ["was not written, so that it is sent again", false, 2],
])("it passes on that a request %s", async (_, written, count) => {
  let sent = 0;
  const broken: Transport = {
    async send(request) {
      request.written = written;
      if (++sent === 1) throw new Error("the connection is lost");
      return { status: 200, headers: {}, body: (async function* () {})() };
    },
  };
  const transport = sticky(broken, "ROUTE");
  const client = new FlowerDocs({ baseUrl, auth: "token", transport, retry: { baseMs: 1 } });
  const outcome = client.tasks.answer({ ids: ["T1"], answer: "ACCEPT" }).then(
    () => undefined,
    (error) => error.outcomeUnknown,
  );
  expect(await outcome).toBe(written || undefined);
  expect(sent).toBe(count);
});
