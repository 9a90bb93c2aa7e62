/** Where results go: a stream, which may be slow, be closed, or fail. */
import type { Writable } from "node:stream";
import type { OutputStream } from "../io.js";
import { printable } from "./printable.js";

/** Written at once, so that a page of small items is one write. */
const BUFFERED_CHARACTERS = 65_536;

export class Sink {
  #stream: Writable | OutputStream;
  #pending = "";
  #isClosed = false;
  #failure: Error | undefined;
  #onError = (error: NodeJS.ErrnoException) => {
    // Whoever reads has seen enough, as in `tessera … | head`.
    if (error.code === "EPIPE") this.#isClosed = true;
    else this.#failure ??= new Error(`The output cannot be written (${error.code ?? error.message}).`);
  };

  constructor(stream: Writable | OutputStream) {
    this.#stream = stream;
    stream.on("error", this.#onError);
  }

  /** Whether nobody reads any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Writes now or later. */
  async add(text: string): Promise<void> {
    this.#pending += text;
    if (this.#pending.length >= BUFFERED_CHARACTERS) await this.flush();
  }

  /** Resolves once everything has been taken, so that a slow reader slows down who writes. */
  async flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = "";
    if (text !== "") await this.bytes(text);
  }

  async bytes(given: Uint8Array | string): Promise<void> {
    const isShown = typeof given === "string" && "isTTY" in this.#stream && this.#stream.isTTY === true;
    const chunk = isShown ? printable(given) : given;
    if (!this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#stream.write(chunk, (error) => {
          if (error) this.#onError(error);
          resolve();
        });
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  release(): void {
    this.#stream.off("error", this.#onError);
  }
}
