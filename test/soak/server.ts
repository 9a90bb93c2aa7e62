/**
 * The server of the soak, in a process of its own: does the work of each request or not, sends a response or spoils
 * it, as the plan says, and keeps a log. The argument is the seed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Entry } from "./ledger.js";
import type { Done } from "./operations.js";
import { planOf, requestPlanOf, TIMEOUT_MS } from "./plan.js";
import { idOf } from "./protocol.js";

const seed = Number(process.argv[2]);

/** Of the calls since the last report. */
let log: Entry[] = [];
const requestsOf = new Map<number, number>();
const faults: Record<string, { requests: number; done: number }> = {};
/** Requests whose log entry may still change. */
let delayed = 0;
let connections = 0;

/** What a request in work needs. */
interface Exchange {
  response: ServerResponse;
  entry: Entry;
  done: Done;
  error: (status: number) => string;
  choice: number;
}

function serve(request: IncomingMessage, response: ServerResponse, body: string): void {
  const call = idOf(`${request.url}\n${body}`);
  const nth = (requestsOf.get(call) ?? 0) + 1;
  requestsOf.set(call, nth);
  const { fault, done, choice, closesAfterwards } = requestPlanOf(seed, call, nth);
  const { operation } = planOf(seed, call);
  const entry: Entry = { call, carriedOut: done, sent: "nothing", status: undefined, value: undefined };
  log.push(entry);
  const count = faults[fault ?? "none"] ?? { requests: 0, done: 0 };
  faults[fault ?? "none"] = { requests: count.requests + 1, done: count.done + Number(done) };
  const exchange = { response, entry, done: operation.done(`soak-${call}-${nth}`), error: operation.error, choice };
  const { socket } = response;
  // The connection was closed while this request was on its way: nothing of a response can reach the client.
  if (!socket?.writable) return;
  RESPONSES[fault ?? "none"]?.(exchange, done);
  if (closesAfterwards && fault === undefined) response.once("finish", () => socket.end());
}

const HEADERS = { "content-type": "application/json" };

/** Sends a response, and puts it into the log. */
function send({ response, entry }: Exchange, sent: "whole" | "late", done: Done | undefined, error = ""): void {
  entry.sent = sent;
  entry.value = done?.value;
  const body = done?.body ?? error;
  response.writeHead(entry.status ?? 200, { ...HEADERS, "content-length": Buffer.byteLength(body) }).end(body);
}

const RESPONSES: Record<string, (exchange: Exchange, done: boolean) => void> = {
  none(exchange) {
    exchange.entry.status = exchange.done.status;
    send(exchange, "whole", exchange.done);
  },
  drop: ({ response }) => void response.socket?.destroy(),
  reset: ({ response }) => void response.socket?.resetAndDestroy(),
  throttle(exchange) {
    const { entry, response, choice, error } = exchange;
    entry.status = 429;
    if (choice < 0.3) response.setHeader("retry-after", "0");
    send(exchange, "whole", undefined, choice < 0.6 ? error(429) : "Too many requests");
  },
  serverError(exchange) {
    const { entry, choice, error } = exchange;
    const status = [500, 502, 503, 504][Math.floor(choice * 4)] ?? 500;
    entry.status = status;
    send(exchange, "whole", undefined, choice * 8 - Math.floor(choice * 8) < 0.5 ? error(status) : "<h1>Sorry</h1>");
  },
  delay,
  truncate,
};

/** Longer than an attempt may wait. Half of the late work is done before the client gives up, half after. */
function delay(exchange: Exchange, done: boolean): void {
  const { entry, response, choice, error } = exchange;
  const headersFirst = done && choice < 0.3;
  if (headersFirst) {
    entry.status = exchange.done.status;
    entry.sent = "late";
    response.writeHead(entry.status, HEADERS).flushHeaders();
  }
  entry.carriedOut = done && choice < 0.5;
  delayed++;
  const wait = TIMEOUT_MS * (1.2 + choice / 2);
  setTimeout(() => {
    delayed--;
    entry.carriedOut = done;
    if (headersFirst) {
      entry.value = exchange.done.value;
      response.end(exchange.done.body);
      return;
    }
    entry.status = done ? exchange.done.status : 503;
    // The client has left, as a rule; then this is written nowhere, and the status was never seen.
    if (response.socket?.destroyed ?? true) entry.status = undefined;
    else send(exchange, "late", done ? exchange.done : undefined, error(503));
  }, wait);
}

/** The response ends within its head, within its body, or as a whole response whose content is a part. */
function truncate(exchange: Exchange): void {
  const { response, entry, done, choice } = exchange;
  const { socket } = response;
  const half = done.body.slice(0, done.body.length >> 1);
  entry.sent = "cut";
  if (choice < 0.25 || done.body === "") {
    socket?.end(`HTTP/1.1 ${done.status} OK\r\ncontent-type: appl`);
    return;
  }
  entry.status = done.status;
  if (choice < 0.5) {
    response.writeHead(done.status, { ...HEADERS, "content-length": Buffer.byteLength(done.body) });
    response.write(half, () => socket?.destroySoon());
  } else if (choice < 0.75) {
    // Chunked, without the last chunk.
    response.writeHead(done.status, HEADERS);
    response.write(done.body, () => (choice < 0.6 ? socket?.resetAndDestroy() : socket?.destroySoon()));
  } else {
    response.writeHead(done.status, { ...HEADERS, "content-length": Buffer.byteLength(half) }).end(half);
  }
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (text: string) => (body += text));
  request.on("end", () => serve(request, response, body));
  // Reset by the client, which gave up.
  request.on("error", () => {});
  response.on("error", () => {});
});

// Connections stay until the client or a fault closes them.
server.keepAliveTimeout = 600_000;
server.on("connection", (socket) => {
  connections++;
  socket.on("close", () => connections--);
});

/** Sends the log since the last report, once nothing in it can change. */
function report(): void {
  if (delayed > 0) {
    setTimeout(report, 20);
    return;
  }
  process.send?.({ log, faults, connections });
  log = [];
  requestsOf.clear();
}

process.on("message", report);
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
