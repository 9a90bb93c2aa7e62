/** A client of the Model Context Protocol, connected to `tessera mcp` in this process. */
import { PassThrough } from "node:stream";
import { Client, type Transport as ClientTransport, ReadBuffer, serializeMessage } from "@modelcontextprotocol/client";
import type { Transport } from "tessera-sdk";
import type { Emulator } from "tessera-sdk/testing";
import type { StopSignal } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { emulatorOf } from "./cli.js";

export interface McpOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What `--emulator` uses, or its transport alone. */
  readonly emulator?: Emulator | Transport;
}

export class McpSession implements AsyncDisposable {
  readonly client = new Client({ name: "test", version: "1" });
  readonly #stdin = new PassThrough();
  readonly #stdout = new PassThrough();
  readonly #listeners = new Set<(signal: StopSignal) => void>();
  /** All that the command wrote to stdout. */
  stdout = "";
  stderr = "";
  /** Of the exit code. */
  readonly ended: Promise<number>;

  constructor(args: readonly string[], { env = {}, emulator }: McpOptions = {}) {
    const stderr = new PassThrough();
    stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.#stdout.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.ended = run(["mcp", ...args], {
      stdin: this.#stdin,
      stdout: this.#stdout,
      stderr,
      env: { HOME: "/nonexistent", ...env },
      onStop: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      onWarning: () => {},
      ...(emulator && { emulator: "send" in emulator ? emulatorOf(emulator) : emulator }),
    });
  }

  /** @throws An error with stderr if the command ends instead. */
  static async connect(args: readonly string[], options: McpOptions = {}): Promise<McpSession> {
    const session = new McpSession(args, options);
    const early = session.ended.then((exitCode) => {
      throw new Error(`ended with ${exitCode}: ${session.stderr}`);
    });
    await Promise.race([session.client.connect(session.#transport()), early]);
    early.catch(() => {});
    return session;
  }

  signal(signal: StopSignal): void {
    for (const listener of this.#listeners) listener(signal);
  }

  /** The client is gone, whether or not it has said so. */
  hangUp(): void {
    this.#stdin.end();
  }

  /** The names of the tools. */
  async toolNames(): Promise<string[]> {
    return (await this.client.listTools()).tools.map(({ name }) => name);
  }

  /** The structured content of a call. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<CallOutcome> {
    const { structuredContent, content, isError = false } = await this.client.callTool({ name, arguments: args });
    const [first] = content;
    return {
      ...(structuredContent as object),
      text: first?.type === "text" ? first.text : "",
      isError,
    } as CallOutcome;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    this.hangUp();
    await this.ended;
  }

  #transport(): ClientTransport {
    const buffer = new ReadBuffer();
    const transport: ClientTransport = {
      start: async () => {
        this.#stdout.on("data", (chunk: Buffer) => {
          buffer.append(chunk);
          for (let message = buffer.readMessage(); message !== null; message = buffer.readMessage()) {
            transport.onmessage?.(message);
          }
        });
      },
      send: async (message) => void this.#stdin.write(serializeMessage(message)),
      close: async () => transport.onclose?.(),
    };
    return transport;
  }
}

export interface CallOutcome {
  readonly text: string;
  readonly isError: boolean;
  readonly result?: unknown;
  readonly items?: readonly Record<string, unknown>[];
  readonly pageToken?: string;
  readonly note?: string;
  readonly error?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}
