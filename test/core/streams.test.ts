import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import {
  type ByteStream,
  ConnectionError,
  fetchTransport,
  InvalidParamsError,
  InvalidResponseError,
  TesseraError,
  TimeoutError,
  type Transport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { androidEnterprise } from "../support/clients.js";
import { rejection, settle, until } from "../support/promises.js";
import { deadUrl, httpServer, json, socketServer } from "../support/server.js";

const transports: [string, () => Transport | undefined][] = [
  ["the default transport", () => undefined],
  ["fetchTransport", () => fetchTransport()],
];

const DOWNLOAD = { http: "GET /file", reads: "stream" } as const;
const UPLOAD = { http: "PUT /file" } as const;

async function sizeOf(stream: ByteStream): Promise<number> {
  let size = 0;
  for await (const chunk of stream) size += chunk.length;
  return size;
}

async function* chunksOf(...chunks: unknown[]): AsyncGenerator<unknown> {
  yield* chunks;
}

/** A server that counts the bytes of its requests. */
async function counter(respond: (nth: number) => number = () => 200): Promise<{ url: string; sizes: number[] }> {
  const sizes: number[] = [];
  const server = createServer(async (request, response) => {
    let size = 0;
    try {
      for await (const chunk of request) size += (chunk as Buffer).length;
    } catch {
      return;
    }
    response.writeHead(respond(sizes.push(size)), { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sizes };
}

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(transports)("a body that is read as it arrives, over %s", (_, make) => {
  const open = (url: string, options = {}) =>
    androidEnterprise(url, { transport: make(), ...options }).request<ByteStream>(DOWNLOAD);

  test("comes whole, also beyond maxResponseBytes and beyond deadlineMs", async () => {
    const server = await httpServer(async (response) => {
      response.writeHead(200);
      for (let nth = 0; nth < 5; nth++) {
        response.write(Buffer.alloc(50_000));
        await settle(300);
      }
      response.end();
    });
    const stream = await open(server.url, { maxResponseBytes: 1_000, deadlineMs: 1_000 });
    expect(await sizeOf(stream)).toBe(250_000);
  });

  test("is decompressed", async () => {
    const server = await httpServer((response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(70_000))),
    );
    expect(await sizeOf(await open(server.url))).toBe(70_000);
  });

  test("waits for its reader as long as it takes, and for the server at most timeoutMs", async () => {
    const server = await httpServer((response) => void response.writeHead(200).write("first"));
    const chunks = (await open(server.url, { timeoutMs: 300 }))[Symbol.asyncIterator]();
    await settle(500);
    expect((await chunks.next()).done).toBe(false);
    expect(await rejection(chunks.next())).toBeInstanceOf(TimeoutError);
  });

  test.each<[string, (stream: ByteStream) => Promise<unknown>]>([
    ["cancel()", (stream) => stream.cancel()],
    [
      "leaving the loop",
      async (stream) => {
        for await (const _ of stream) break;
      },
    ],
  ])("%s closes the connection, of a compressed body too", async (_, leave) => {
    let closed = 0;
    const server = await httpServer((response, __, nth) => {
      response.on("close", () => closed++);
      if (nth === 1) return response.writeHead(200).write("first");
      const gzip = createGzip();
      gzip.pipe(response.writeHead(200, { "content-encoding": "gzip" }));
      gzip.write("first");
      return gzip.flush();
    });
    // Kept, as what is collected is closed in any case.
    const streams = [await open(server.url), await open(server.url)];
    for (const [nth, stream] of streams.entries()) {
      await leave(stream);
      await until(() => closed === nth + 1);
    }
    expect(streams).toHaveLength(2);
  });

  test("ends with the reason of the signal", async () => {
    const server = await httpServer((response) => void response.writeHead(200).write("first"));
    const controller = new AbortController();
    const client = androidEnterprise(server.url, { transport: make() });
    const stream = await client.request<ByteStream>(DOWNLOAD, { signal: controller.signal });
    const reading = sizeOf(stream);
    await settle(20);
    controller.abort("left");
    expect(await rejection(reading)).toBe("left");
  });

  test("ends with a ConnectionError of the response if the connection is lost", async () => {
    const server = await httpServer((response) => {
      response.writeHead(200, { "content-length": "100" }).write("first");
      setTimeout(() => response.destroy(), 50);
    });
    const error = await rejection(sizeOf(await open(server.url)));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ status: 200, endpoint: DOWNLOAD.http, attempts: 1 });
  });

  test("is an InvalidResponseError if it does not decompress", async () => {
    const damaged = gzipSync(Buffer.alloc(70_000, "x"));
    damaged.fill(0xff, 12, 40);
    const server = await httpServer((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(damaged));
    const error = await rejection(sizeOf(await open(server.url)));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status: 200, endpoint: DOWNLOAD.http, attempts: 1 });
  });

  test("comes from a retry if the first response was an error", async () => {
    const server = await httpServer((response, _, nth) => response.writeHead(nth === 1 ? 503 : 200).end("content"));
    const client = androidEnterprise(server.url, { transport: make(), retry: { baseMs: 1 } });
    const { data, response } = await client.request<ByteStream>({ ...DOWNLOAD, idempotency: "safe" }).withResponse();
    expect(await sizeOf(data)).toBe(7);
    expect(response).toMatchObject({ status: 200, attempts: 2 });
  });

  test("of 200 MB is held back by a reader that waits, and then comes whole", async () => {
    const [chunk, count] = [Buffer.alloc(1_000_000), 200];
    let written = 0;
    const server = await httpServer(async (response) => {
      response.writeHead(200);
      for (let nth = 0; nth < count && !response.destroyed; nth++) {
        written = nth + 1;
        if (!response.write(chunk)) await once(response, "drain");
      }
      response.end();
    });
    const chunks = (await open(server.url))[Symbol.asyncIterator]();
    let size = (await chunks.next()).value?.length ?? 0;
    let seen = -1;
    while (seen !== written) {
      seen = written;
      await settle(150);
    }
    // What the sockets of both sides hold, and no more.
    expect(written).toBeLessThan(40);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) size += next.value.length;
    expect(size).toBe(200_000_000);
  });

  test("serves a reader that does not wait, in order", async () => {
    const server = await httpServer(async (response) => {
      response.writeHead(200);
      for (const text of ["a", "b", "c"]) {
        response.write(text);
        await settle(20);
      }
      response.end();
    });
    const chunks = (await open(server.url))[Symbol.asyncIterator]();
    const results = await Promise.all([chunks.next(), chunks.next(), chunks.next(), chunks.next()]);
    expect(results.map(({ value }) => value && Buffer.from(value).toString())).toEqual(["a", "b", "c", undefined]);
  });

  test("is done for a reader that gives it up while it waits", async () => {
    const server = await httpServer((response) => void response.writeHead(200).write("first"));
    const stream = await open(server.url);
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    const waiting = chunks.next();
    await stream.cancel();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("can be read once, and an error status is an error as ever", async () => {
    const server = await httpServer((response, _, nth) => json(response, {}, nth === 1 ? 200 : 404));
    const stream = await open(server.url);
    await sizeOf(stream);
    expect(await rejection(sizeOf(stream))).toBeInstanceOf(TesseraError);
    expect(await rejection(open(server.url))).toMatchObject({ status: 404 });
  });
});

describe.each(transports)("a body that is streamed, over %s", (_, make) => {
  const client = (url: string, options = {}) => androidEnterprise(url, { transport: make(), ...options });

  async function* chunks(count: number, waitMs = 0): AsyncGenerator<Uint8Array> {
    for (let nth = 0; nth < count; nth++) {
      if (waitMs > 0) await settle(waitMs);
      yield new Uint8Array(10_000);
    }
  }

  test("is requested by each attempt", async () => {
    const server = await counter((nth) => (nth === 1 ? 503 : 200));
    const body = () => chunks(30);
    await client(server.url, { retry: { baseMs: 1 } }).request({ ...UPLOAD, body, idempotency: "safe" });
    expect(server.sizes).toEqual([300_000, 300_000]);
  });

  test.each<[string, () => AsyncIterable<Uint8Array>]>([
    ["a generator", () => chunks(3)],
    ["a stream of Node", () => Readable.from(chunks(3))],
    ["a stream of the web", () => Readable.toWeb(Readable.from(chunks(3))) as unknown as AsyncIterable<Uint8Array>],
  ])("that is %s returned twice is refused, and not sent as empty", async (_, create) => {
    const server = await counter((nth) => (nth === 1 ? 503 : 200));
    const stream = create();
    const call = client(server.url, { retry: { baseMs: 1 } }).request({
      ...UPLOAD,
      body: () => stream,
      idempotency: "safe",
    });
    const error = await rejection(call);
    expect(error).toMatchObject({ code: "ERR_TESSERA_INVALID_PARAMS", attempts: 2 });
    expect(String(error)).toMatch(/was read before\. The attempt before failed: .* 503/);
    expect(server.sizes).toEqual([30_000]);
  });

  test("may be an iterable that can be read again", async () => {
    const server = await counter((nth) => (nth === 1 ? 503 : 200));
    const again = { [Symbol.asyncIterator]: () => chunks(3) };
    await client(server.url, { retry: { baseMs: 1 } }).request({ ...UPLOAD, body: () => again, idempotency: "safe" });
    expect(server.sizes).toEqual([30_000, 30_000]);
  });

  /** A server that responds before it has the request, and then says how much of that came. */
  async function responding() {
    return listening((request, response) => {
      let size = 0;
      response.writeHead(200).flushHeaders();
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
      });
      request.on("error", () => {});
      request.on("end", () => response.end(`whole: ${size}`));
    });
  }

  test.each<[string, () => AsyncIterable<Uint8Array>]>([
    ["a generator", () => chunks(10, 20)],
    ["a stream of Node", () => Readable.from(chunks(10, 20))],
  ])("from %s goes on while its response is streamed", async (_, body) => {
    const request = { ...UPLOAD, body, reads: "stream" } as const;
    const stream = await client(await responding()).request<ByteStream>(request);
    const parts: Uint8Array[] = [];
    for await (const chunk of stream) parts.push(chunk);
    expect(Buffer.concat(parts).toString()).toBe("whole: 100000");
  });

  test("is never ended as if it were whole when its response is given up", async () => {
    const ends: string[] = [];
    const url = await listening((request, response) => {
      response.writeHead(200).flushHeaders();
      request.resume();
      request.on("end", () => ends.push("whole"));
      request.on("error", () => ends.push("broken off"));
    });
    const stream = await client(url).request<ByteStream>({ ...UPLOAD, body: () => chunks(50, 20), reads: "stream" });
    await stream.cancel();
    await until(() => ends.length > 0);
    expect(ends).toEqual(["broken off"]);
  });

  test("that fails while its response is streamed fails that with its own error", async () => {
    const reason = new Error("the disk is gone");
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      await settle(50);
      throw reason;
    }
    const stream = await client(await responding()).request<ByteStream>({ ...UPLOAD, body: failing, reads: "stream" });
    expect(await rejection(sizeOf(stream))).toBe(reason);
  });

  test("that yields text after bytes does not say that nothing was sent", async () => {
    const server = await counter();
    async function* mixed() {
      yield new Uint8Array(10);
      yield "text";
    }
    const body = mixed as unknown as () => AsyncIterable<Uint8Array>;
    const error = await rejection(client(server.url).request({ ...UPLOAD, body, idempotency: "safe" }));
    expect(String(error)).toContain("must yield only");
    expect(String(error)).not.toContain("Nothing was sent");
  });

  test("may take longer than timeoutMs while it goes on", async () => {
    const server = await counter();
    await client(server.url, { timeoutMs: 400 }).request({ ...UPLOAD, body: () => chunks(12, 50) });
    expect(server.sizes).toEqual([120_000]);
  });

  test("is held back by a server that does not read, and closed when the call is cancelled", async () => {
    const server = await socketServer((socket) => socket.pause());
    let [yielded, isClosed] = [0, false];
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          yielded++;
          yield new Uint8Array(1_000_000);
        }
      } finally {
        isClosed = true;
      }
    }
    const controller = new AbortController();
    const call = rejection(client(server.url).request({ ...UPLOAD, body: endless }, { signal: controller.signal }));
    let seen = -1;
    while (seen !== yielded || yielded === 0) {
      seen = yielded;
      await settle(150);
    }
    expect(yielded).toBeLessThan(40);
    controller.abort("left");
    expect(await call).toBe("left");
    await until(() => isClosed);
  });

  test("has no deadline by default, and the caller's where one is given", async () => {
    const clock = new ManualClock();
    const server = await socketServer(() => {});
    const patient = client(server.url, { clock, timeoutMs: Number.POSITIVE_INFINITY, retry: false });
    let failure: unknown;
    const controller = new AbortController();
    const endless = rejection(
      patient.request({ ...UPLOAD, body: () => chunks(2) }, { signal: controller.signal }),
    ).then((error) => {
      failure = error;
    });
    const limited = rejection(patient.request({ ...UPLOAD, body: () => chunks(2) }, { deadlineMs: 500_000 }));
    await until(() => server.connections === 2);
    await clock.advance(499_999);
    expect(failure).toBeUndefined();
    await clock.advance(1);
    expect(await limited).toMatchObject({ code: "ERR_TESSERA_TIMEOUT", outcomeUnknown: true });
    await clock.advance(100_000_000);
    expect(failure).toBeUndefined();
    controller.abort("left");
    await endless;
    expect(failure).toBe("left");
  });

  test("ends the call with what it throws", async () => {
    const server = await counter();
    const reason = new Error("the disk is gone");
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw reason;
    }
    expect(await rejection(client(server.url).request({ ...UPLOAD, body: failing, idempotency: "safe" }))).toBe(reason);
  });

  test.each<[string, () => unknown]>([
    ["returns something else", () => 1],
    ["returns nothing", () => undefined],
    ["returns null", () => null],
    ["returns a promise of a stream", async () => chunksOf(new Uint8Array(1))],
    ["yields numbers", () => chunksOf(1)],
    ["yields nothing", () => chunksOf(undefined)],
    [
      "yields text",
      () =>
        (async function* () {
          yield "text";
        })(),
    ],
  ])("that %s is refused", async (_, body) => {
    const server = await counter();
    const error = await rejection(client(server.url).request({ ...UPLOAD, body, idempotency: "safe" }));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(error).toMatchObject({ issues: [{ path: "body" }] });
  });

  test("from a file leaves no file open if there is no connection", async () => {
    const folder = await mkdtemp(join(tmpdir(), "streams-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "file"), "content");
    const opened: ReturnType<typeof createReadStream>[] = [];
    const body = () => {
      const stream = createReadStream(join(folder, "file"));
      opened.push(stream);
      return stream;
    };
    await rejection(client(await deadUrl(), { retry: false }).request({ ...UPLOAD, body }));
    expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test("from a file that is not there does not end the process before the stream is read", async () => {
    const auth = async () => {
      await settle(50);
      return { token: "token" };
    };
    const body = () => createReadStream(join(tmpdir(), "no", "such", "file"));
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on("uncaughtException", note);
    onTestFinished(() => void process.off("uncaughtException", note));
    const error = await rejection(client(await deadUrl(), { retry: false, auth }).request({ ...UPLOAD, body }));
    expect(error).toBeInstanceOf(Error);
    await settle(50);
    expect(uncaught).toEqual([]);
  });

  test("bytes and long texts arrive whole", async () => {
    const server = await counter();
    await client(server.url).request({ ...UPLOAD, body: new Uint8Array(1_000_000) });
    await client(server.url).request({ ...UPLOAD, body: { text: "ü".repeat(500_000) } });
    expect(server.sizes).toEqual([1_000_000, 1_000_011]);
  });
});

/** More than the client can send while the server does not read. */
const STEP = 5_000_000;

describe("a large body over the default transport", () => {
  const bodies: [string, unknown][] = [
    ["bytes", new Uint8Array(40_000_000)],
    ["a text", { text: "x".repeat(40_000_000) }],
  ];

  test.each(bodies)("as %s may take longer than timeoutMs while the server takes it", async (_, body) => {
    const clock = new ManualClock();
    let [size, nextStop] = [0, STEP];
    const server = await socketServer((socket) => {
      socket.on("data", async (chunk) => {
        size += chunk.length;
        if (size >= 40_000_000) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
        // The end of the body is in the buffers of the sockets, so that the client makes no progress with it.
        if (size < nextStop || size > 25_000_000) return;
        nextStop += STEP;
        socket.pause();
        await clock.advance(600);
        socket.resume();
      });
    });
    await androidEnterprise(server.url, { clock, timeoutMs: 1_000, retry: false }).request({ ...UPLOAD, body });
    expect(clock.monotonic()).toBeGreaterThan(2_000);
  });

  test.each(bodies)("as %s ends by timeoutMs once the server takes no more", async (_, body) => {
    const clock = new ManualClock();
    let isStarted = false;
    const server = await socketServer((socket) => {
      socket.once("data", () => {
        isStarted = true;
        socket.pause();
      });
    });
    const client = androidEnterprise(server.url, { clock, timeoutMs: 1_000, retry: false });
    const failure = rejection(client.request({ ...UPLOAD, body }));
    await until(() => isStarted);
    await settle(300);
    await clock.advance(1_000);
    const error = await failure;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ outcomeUnknown: true });
  });
});
