/** A server that counts how often each row was written. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface RowServer {
  readonly url: string;
  /** How often each row was written. */
  readonly writes: ReadonlyMap<number, number>;
  /** Writes beyond one a row. */
  readonly spare: number;
  /** What it responds with from now on, in place of 200. */
  status: number;
  /** How long a response takes. */
  delayMs: number;
  close(): void;
}

/** Rows are written by `POST /rows` with `{ n }`. */
export async function startRowServer(delayMs = 5): Promise<RowServer> {
  const writes = new Map<number, number>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { n } = JSON.parse(body) as { n: number };
    const { status } = rows;
    if (status === 200) writes.set(n, (writes.get(n) ?? 0) + 1);
    const result = status === 200 ? { n, token: `token-of-${n}` } : { error: { code: status, message: "refused" } };
    // Long enough for a kill to meet requests that are written and have no response.
    setTimeout(() => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(result));
    }, rows.delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const rows: RowServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    get spare() {
      return [...writes.values()].reduce((sum, each) => sum + each, 0) - writes.size;
    },
    status: 200,
    delayMs,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return rows;
}
