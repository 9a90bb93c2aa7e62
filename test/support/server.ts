/** Servers on loopback, scripted by a test and closed when it ends. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Received {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestServer {
  url: string;
  port: number;
  /** What came in whole, in order. */
  requests: Received[];
  connections: number;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** An HTTP server; `respond` runs once a request has come in whole, `nth` counts from 1. */
export async function httpServer(
  respond: (response: ServerResponse, request: Received, nth: number) => unknown,
): Promise<TestServer> {
  const requests: Received[] = [];
  const http = createServer(async (incoming, response) => {
    let body = "";
    try {
      for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
    } catch {
      return;
    }
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body };
    respond(response, request, requests.push(request));
  });
  const server: TestServer = { url: "", port: 0, requests, connections: 0 };
  http.on("connection", () => server.connections++);
  server.port = await listening(http);
  server.url = `http://127.0.0.1:${server.port}`;
  onTestFinished(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return server;
}

/** A server of bare sockets, for responses that no HTTP library would write. */
export async function socketServer(serve: (socket: Socket, nth: number) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server: TestServer = { url: "", port: 0, requests: [], connections: 0 };
  const tcp = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    serve(socket, ++server.connections);
  });
  server.port = await listening(tcp);
  server.url = `http://127.0.0.1:${server.port}`;
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  });
  return server;
}

/** A URL on which nothing listens. */
export async function deadUrl(): Promise<string> {
  const tcp = createSocketServer();
  const port = await listening(tcp);
  await new Promise((resolve) => tcp.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
