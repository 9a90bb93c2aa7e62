/** A server of the Model Context Protocol on stdin and stdout, from its start to the end of the connection. */
import type { CallToolResult, Server } from "@modelcontextprotocol/server";
import { EXIT } from "../exit.js";
import type { Io } from "../io.js";
import { oneLine } from "../output/printable.js";
import { failureOf } from "./failures.js";
import type { Protocol } from "./protocol.js";
import type { Fields, Task, Toolbox } from "./task.js";

export interface ServerOptions {
  readonly protocol: Protocol;
  readonly toolbox: Toolbox;
  readonly instructions: string;
  /** Credentials that no error may show. */
  readonly secrets: ReadonlySet<string>;
  warn(message: string): void;
}

/** @returns The exit code, once the client has left or a signal has come, and no call is left. */
export async function serve({ stdin, stdout, onStop }: Io, options: ServerOptions): Promise<number> {
  const { StdioServerTransport, serveStdio } = options.protocol;
  const transport = new StdioServerTransport(stdin, stdout);
  const calls = new Set<Promise<unknown>>();
  const handle = serveStdio(() => createServer(options, calls), {
    transport,
    onerror: ({ message }) => options.warn(`Protocol: ${oneLine(message)}`),
  });
  let exitCode: number = EXIT.done;
  // Whoever starts a server ends it by a signal, too.
  const stopListening = onStop((signal) => {
    exitCode = EXIT[signal];
    void handle.close();
  });
  await ended(transport);
  stopListening();
  // Their signals are aborted with the connection.
  await Promise.allSettled(calls);
  return exitCode;
}

/** Resolves with the end of the connection, after what the protocol's own library does about it. */
function ended(transport: { onclose?: (() => void) | undefined }): Promise<void> {
  const own = transport.onclose;
  return new Promise((resolve) => {
    transport.onclose = () => {
      own?.();
      resolve();
    };
  });
}

function createServer(options: ServerOptions, calls: Set<Promise<unknown>>): Server {
  const { protocol, toolbox, instructions } = options;
  const server = new protocol.Server(
    { name: "tessera", version: protocol.version },
    { capabilities: { tools: {} }, instructions },
  );
  server.setRequestHandler("tools/list", () => ({ tools: [...toolbox.tools] }));
  server.setRequestHandler("tools/call", async ({ params }, { mcpReq }) => {
    const call = callTool(options, params.name, params.arguments ?? {}, mcpReq.signal);
    calls.add(call);
    return call.finally(() => calls.delete(call));
  });
  return server;
}

async function callTool(
  { toolbox, secrets }: ServerOptions,
  name: string,
  given: Fields,
  signal: AbortSignal,
): Promise<CallToolResult> {
  let task: Task | undefined;
  try {
    task = toolbox.taskOf(name, given);
    return resultOf(await task.run(signal));
  } catch (error) {
    return { ...resultOf(failureOf(error, task?.operation, secrets)), isError: true };
  }
}

/** As text too, for clients that know no structured content. */
const resultOf = (structuredContent: Fields): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(structuredContent) }],
  structuredContent: { ...structuredContent },
});
