/** A plain `node:http` server on loopback that keeps each request as it came over the wire. */
import { createServer } from "node:http";

export interface RawServer {
  url: string;
  /** Each request as text: request line, headers sorted by name, empty line, body. */
  received: string[];
  /** What it responds with. */
  response: { status: number; body: string };
  close(): Promise<void>;
}

export async function startRawServer(): Promise<RawServer> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const lines: string[] = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]?.toLowerCase()}: ${request.rawHeaders[i + 1]}`);
    }
    const head = [`${request.method} ${request.url}`, ...lines.sort()].join("\n");
    received.push(`${head}\n\n${Buffer.concat(chunks).toString("utf8")}`);
    response.writeHead(raw.response.status).end(raw.response.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const raw: RawServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    response: { status: 200, body: "" },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return raw;
}

/** The request without what differs from run to run or belongs to the connection: port, version, `connection`. */
export function golden(text: string | undefined): string {
  return (text ?? "no request came")
    .replace(/^host: 127\.0\.0\.1:\d+$/m, "host: {host}")
    .replace(/^user-agent: tessera-sdk\/\d+\.\d+\.\d+\S*$/m, "user-agent: tessera-sdk/{version}")
    .replace(/^connection: keep-alive\n/m, "");
}
