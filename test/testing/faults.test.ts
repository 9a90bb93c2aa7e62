/** What the emulator can be told to do wrong, by each of the three ways to it. */
import { InvalidParamsError } from "tessera-sdk";
import {
  chromeDirectory,
  createEmulator,
  type EmulatedService,
  type Fault,
  flowerDocs,
  ManualClock,
  type ServiceDefinition,
  startEmulator,
} from "tessera-sdk/testing";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { compileText } from "../support/compileText.js";
import { type Bench, DEVICE, inProcess, USER, ways } from "../support/emulators.js";
import { until } from "../support/promises.js";

const CREATE = "androidenterprise.enrollmentTokens.create";
const ENTERPRISE = { enterpriseId: USER.enterpriseId, enrollmentTokenType: "userDevice" } as const;

const create = ({ emm }: Bench) => emm.enrollmentTokens.create(ENTERPRISE);
const issued = ({ emulator }: Bench) => emulator.androidEnterprise.enrollmentTokens.length;
const ONCE = { retry: false } as const;

describe.each(ways)("$way, a fault", ({ open }) => {
  test("has headers whose names count in any letter case", async () => {
    const bench = await open({ retry: false });
    bench.emulator.fail({ endpoint: CREATE, status: 503, headers: { "Retry-After": "7", "X-REQUEST-ID": "r-1" } });
    await expect(create(bench)).rejects.toMatchObject({ retryAfterMs: 7_000, requestId: "r-1" });
  });

  const shapes: { name: string; status: number; run: (bench: Bench) => Promise<unknown>; shape: object }[] = [
    {
      name: "Google",
      status: 404,
      run: create,
      shape: { name: "GoogleApiError", code: "NOT_FOUND", reason: "notFound" },
    },
    { name: "Google", status: 503, run: create, shape: { name: "GoogleApiError", code: "UNAVAILABLE" } },
    {
      name: "Google",
      status: 500,
      run: ({ chrome }) => chrome.enrollmentTokens.create(),
      shape: { name: "GoogleApiError", code: "INTERNAL" },
    },
    {
      name: "Adobe",
      status: 500,
      run: ({ adobe }) => adobe.checkAuthentication(DEVICE),
      shape: { name: "AdobePassError", body: { shape: "plain", status: 500 } },
    },
    {
      name: "FlowerDocs",
      status: 500,
      run: ({ flowerAs, emulator }) => flowerAs(emulator.flowerDocs.issueToken()).tokens.renew(),
      shape: { name: "FlowerDocsError", code: "T00000", type: "technical" },
    },
  ];
  test.each(shapes)("of status $status has $name's own shape", async ({ status, run, shape }) => {
    const bench = await open(ONCE);
    bench.emulator.fail({ status });
    await expect(run(bench)).rejects.toMatchObject({ status, ...shape });
  });

  test("leaves the state as it is, is used up by one request, and the next goes well", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ status: 500 });
    await expect(create(bench)).rejects.toMatchObject({ status: 500 });
    expect(issued(bench)).toBe(0);
    await create(bench);
    expect(issued(bench)).toBe(1);
  });

  test("comes as often as `times` says", async () => {
    const bench = await open();
    bench.emulator.fail({ status: 503, times: 2 });
    await create(bench);
    expect(bench.emulator.requests).toHaveLength(3);
  });

  test("meets the endpoint that it names and no other", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ endpoint: CREATE, status: 500 });
    await bench.emm.users.generateAuthenticationToken(USER);
    await bench.chrome.enrollmentTokens.create();
    await expect(create(bench)).rejects.toMatchObject({ status: 500 });
  });

  test("of two comes first that was given first", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ status: 500 });
    bench.emulator.fail({ status: 404 });
    await expect(create(bench)).rejects.toMatchObject({ status: 500 });
    await expect(create(bench)).rejects.toMatchObject({ status: 404 });
  });

  test.each([
    { body: { token: "from the fault" }, expected: { token: "from the fault" } },
    { body: '{"token":"as text"}', expected: { token: "as text" } },
  ])("may respond with $body in place of the service", async ({ body, expected }) => {
    const bench = await open(ONCE);
    bench.emulator.fail({ body });
    expect(await create(bench)).toEqual(expected);
    expect(issued(bench)).toBe(0);
  });

  test("may have a status, headers and a page for a body", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ status: 502, headers: { "retry-after": "9" }, body: "<html>Bad Gateway</html>" });
    await expect(create(bench)).rejects.toMatchObject({ status: 502, retryAfterMs: 9_000 });
  });

  test("of throttling is 429 in the vendor's shape", async () => {
    const bench = await open(ONCE);
    const fault: Fault = { throttle: true };
    bench.emulator.fail(fault);
    await expect(create(bench)).rejects.toMatchObject({ kind: "rate_limited", code: "RESOURCE_EXHAUSTED" });
    bench.emulator.fail(fault);
    await expect(bench.adobe.checkAuthentication(DEVICE)).rejects.toMatchObject({
      kind: "rate_limited",
      name: "AdobePassError",
      body: undefined,
    });
    bench.emulator.fail(fault);
    const flower = bench.flowerAs(bench.emulator.flowerDocs.issueToken());
    await expect(flower.tokens.renew()).rejects.toMatchObject({ kind: "rate_limited", name: "FlowerDocsError" });
  });

  test("drops the connection before the request takes effect", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ drop: "before" });
    await expect(create(bench)).rejects.toMatchObject({ name: "ConnectionError" });
    expect(issued(bench)).toBe(0);
  });

  test("drops the connection after the request took effect", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ drop: "after" });
    await expect(create(bench)).rejects.toMatchObject({ name: "ConnectionError" });
    expect(issued(bench)).toBe(1);
  });

  test("cuts the body off, which is a lost connection with a status", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ truncate: true });
    await expect(create(bench)).rejects.toMatchObject({ name: "ConnectionError", status: 200 });
    expect(issued(bench)).toBe(1);
  });

  test("sends half a body as if it were the whole, which is an invalid response", async () => {
    const bench = await open();
    bench.emulator.fail({ malformed: true });
    await expect(create(bench)).rejects.toMatchObject({ name: "InvalidResponseError", status: 200, attempts: 1 });
    expect(issued(bench)).toBe(1);
  });

  test("delays the response on the emulator's clock", async () => {
    const bench = await open(ONCE);
    bench.emulator.fail({ delayMs: 5_000 });
    let done = false;
    const work = create(bench).then(() => {
      done = true;
    });
    await until(() => bench.clock.sleeping === 1);
    await bench.clock.advance(4_999);
    expect(done).toBe(false);
    expect(issued(bench)).toBe(0);
    await bench.clock.advance(1);
    await work;
    expect(issued(bench)).toBe(1);
  });
});

test("a fault for an endpoint that does not exist is refused, and the message suggests the nearest", () => {
  const emulator = createEmulator();
  // @ts-expect-error There is no such endpoint.
  const refuse = () => emulator.fail({ endpoint: "androidenterprise.enrollmentToken.create", status: 500 });
  expect(refuse).toThrow(InvalidParamsError);
  expect(refuse).toThrow(`is not the id of an endpoint of this emulator; did you mean \`${CREATE}\`?`);
  // @ts-expect-error There is no such endpoint.
  expect(() => emulator.fail({ endpoint: "unknown", status: 500 })).toThrow(/endpoint of this emulator(?!; did)/);
});

test.each<[string, object, string]>([
  ["nothing to do wrong", {}, "fault"],
  ["only when to fail", { endpoint: CREATE, times: 2 }, "fault"],
  ["nothing that is true", { throttle: false, truncate: false }, "fault"],
  ["headers without a response", { headers: { "retry-after": "1" } }, "fault"],
  ["a misspelled field", { stauts: 503 }, "stauts"],
  ["a status as text", { status: "503" }, "status"],
  ["a status that is not final", { status: 100 }, "status"],
  ["a drop at another time", { drop: "later" }, "drop"],
  ["a negative number of times", { status: 500, times: -1 }, "times"],
  ["a negative delay", { delayMs: -1 }, "delayMs"],
])("a fault with %s is refused", (_, fault, path) => {
  const emulator = createEmulator();
  let error: unknown;
  try {
    emulator.fail(fault);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toContain(path);
});

test("a misspelled field of a fault is refused with the name that was meant", () => {
  // @ts-expect-error There is no such field.
  expect(() => createEmulator().fail({ stauts: 503 })).toThrow("did you mean `status`?");
});

describe("the handle of a fault", () => {
  test("says how many requests are still to fail", async () => {
    const bench = await inProcess(ONCE);
    const fault = bench.emulator.fail({ endpoint: CREATE, status: 500, times: 2 });
    await bench.emm.users.generateAuthenticationToken(USER);
    expect(fault.remaining).toBe(2);
    for (const left of [1, 0]) {
      await expect(create(bench)).rejects.toMatchObject({ status: 500 });
      expect(fault.remaining).toBe(left);
    }
    expect(await create(bench)).toHaveProperty("token");
    expect(fault.remaining).toBe(0);
  });

  test("withdraws that fault and no other, and may do so again", async () => {
    const bench = await inProcess(ONCE);
    const first = bench.emulator.fail({ status: 500, times: 2 });
    const second = bench.emulator.fail({ status: 500, times: 2 });
    bench.emulator.fail({ status: 404 });
    await expect(create(bench)).rejects.toMatchObject({ status: 500 });
    for (let i = 0; i < 2; i++) for (const fault of [first, second]) fault.withdraw();
    expect([first.remaining, second.remaining]).toEqual([0, 0]);
    await expect(create(bench)).rejects.toMatchObject({ status: 404 });
    expect(await create(bench)).toHaveProperty("token");
  });

  test("withdraws it at the end of a block, by `using`", async () => {
    const bench = await inProcess(ONCE);
    {
      using fault = bench.emulator.fail({ status: 500, times: 9 });
      await expect(create(bench)).rejects.toMatchObject({ status: 500 });
      expect(fault.remaining).toBe(8);
    }
    expect(await create(bench)).toHaveProperty("token");
  });

  test("does not depend on what becomes of the object that was given", async () => {
    const bench = await inProcess(ONCE);
    const fault: Fault = { status: 500 };
    bench.emulator.fail(fault);
    fault.status = 404;
    await expect(create(bench)).rejects.toMatchObject({ status: 500 });
  });
});

describe("the id of an endpoint to fail", () => {
  const idsOf = (emulator: ReturnType<typeof createEmulator>) =>
    [...emulator.mounted, emulator.googleTokens].flatMap(({ service }) => service.endpoints.map(({ id }) => id));

  test("is typed as one of those that the services have", () => {
    // A name that is missing or too many does not compile.
    const entries = idsOf(createEmulator()).map((id) => `  ${JSON.stringify(id)}: true,`);
    const text = [
      'import type { EmulatedEndpointId } from "../../src/testing/index.js";',
      "export const ids: Record<EmulatedEndpointId, true> = {",
      ...entries,
      "};",
    ].join("\n");
    const { program, file } = compileText(text, {
      strict: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    });
    const messages = program.getSemanticDiagnostics(file).map(({ messageText }) => messageText);
    expect(messages).toEqual([]);
  });

  test("is that of the services which the emulator has", () => {
    const emulator = createEmulator({ services: [chromeDirectory] });
    emulator.fail({ endpoint: "chromedirectory.enrollmentTokens.list", status: 500 });
    emulator.fail({ endpoint: "google.oauth2.token", status: 500 });
    // @ts-expect-error It has no such service.
    expect(() => emulator.fail({ endpoint: CREATE, status: 500 })).toThrow(InvalidParamsError);
  });

  const custom = <Id extends string>(id: Id): ServiceDefinition<"vault", EmulatedService<Id>> => ({
    name: "vault",
    prefix: "/vault",
    hosts: [],
    create: () => ({
      endpoints: [{ id, http: "GET /x" }],
      respond: () => ({ status: 200, headers: {}, body: "" }),
      error: (status) => ({ status, headers: {}, body: "" }),
    }),
  });

  test("is typed for a service of one's own as far as the service types it", () => {
    const closed = createEmulator({ services: [flowerDocs, custom("vault.get")] });
    closed.fail({ endpoint: "vault.get", status: 500 });
    // @ts-expect-error There is no such endpoint.
    expect(() => closed.fail({ endpoint: "vault.gte", status: 500 })).toThrow("did you mean `vault.get`?");
    const open = createEmulator({ services: [flowerDocs, custom<string>("vault.get")] });
    expect(() => open.fail({ endpoint: "vault.gte", status: 500 })).toThrow("did you mean `vault.get`?");
  });
});

test("a fault that is to come no times never comes", async () => {
  const bench = await inProcess(ONCE);
  bench.emulator.fail({ status: 500, times: 0 });
  expect(await create(bench)).toHaveProperty("token");
});

test("close() ends the delays of faults, and may be called again", async () => {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock });
  emulator.fail({ delayMs: 60_000 });
  const call = fetch(`${emulator.baseUrls.adobePass}/api/v1/checkauthn`).catch(() => {});
  await until(() => clock.sleeping === 1);
  await Promise.all([emulator.close(), emulator.close()]);
  await emulator.close();
  await call;
  expect(clock.sleeping).toBe(0);
});
