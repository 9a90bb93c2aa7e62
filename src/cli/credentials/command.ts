/** Programs whose output is a credential, such as `secret-tool lookup` or `gcloud auth print-access-token`. */
import { spawn } from "node:child_process";
import type { Io } from "../io.js";

const LONGEST_MS = 60_000;
const MOST_BYTES = 65_536;

/** There is no credential. Nothing was sent. */
export class CredentialError extends Error {
  override readonly name = "CredentialError";
  readonly code = "ERR_TESSERA_CREDENTIAL";
  readonly kind = "unauthenticated";
}

/**
 * Runs a program without a shell, and returns what it writes to stdout. Its stderr is passed on; its stdin is empty, as
 * ours can hold parameters.
 *
 * @throws A {@link CredentialError} if it does not end with 0, in time, and with little output, which is never shown.
 */
export function outputOf(
  [program, ...args]: readonly [string, ...string[]],
  { env, stderr }: Pick<Io, "env" | "stderr">,
  longestMs = LONGEST_MS,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (problem: string) => {
      clearTimeout(timer);
      // Nothing of it is needed any more, and it may ignore a signal that it can.
      child.kill("SIGKILL");
      // What the program has started may hold its streams open.
      child.stdout.destroy();
      child.stderr.destroy();
      reject(new CredentialError(`The command of the credential, ${program}, ${problem}.`));
    };
    const timer = setTimeout(() => fail(`did not end within ${longestMs / 1_000} s`), longestMs);
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > MOST_BYTES) fail(`wrote more than ${MOST_BYTES} bytes`);
    });
    child.stderr.on("data", (chunk: Buffer) => void stderr.write(chunk));
    child.once("error", ({ code }: NodeJS.ErrnoException) => fail(`cannot be started (${code})`));
    child.once("close", (code, signal) => {
      if (code !== 0) return fail(signal === null ? `ended with the exit code ${code}` : `was ended by ${signal}`);
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString());
    });
  });
}
