/**
 * Runs the program that a workload identity configuration names as the source of its subject token. The library would
 * leave it running when the call has ended, and the process would die where there is no such program.
 *
 * @see https://google.aip.dev/auth/4117
 */
import type { ChildProcess } from "node:child_process";
import { reasonOf } from "../core/abort.js";
import { AuthError } from "../core/errors.js";
import { isPlainObject, parseJson, printable } from "../core/values.js";

/** What the library's client reads of a response. */
export interface ExecutableResponse {
  readonly version: number;
  readonly success: true;
  readonly subjectToken: string;
  readonly expirationTime: number | undefined;
  isExpired(): boolean;
}

export interface Executable {
  readonly command: string;
  readonly timeoutMs: number;
  readonly env: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

const MAX_OUTPUT_BYTES = 1_048_576;

export async function runExecutable(executable: Executable): Promise<ExecutableResponse> {
  const [file = "", ...args] = (executable.command.match(/(?:[^\s"]+|"[^"]*")+/g) ?? []).map((part) =>
    part.replace(/^"([^"]*)"$/, "$1"),
  );
  const name = `The executable ${printable(file)} of the credential`;
  return responseIn(await outputOf(file, args, name, executable), name);
}

async function outputOf(file: string, args: string[], name: string, executable: Executable): Promise<string> {
  const { execFile } = await import("node:child_process");
  const { timeoutMs, signal } = executable;
  const env = { ...process.env, ...Object.fromEntries(executable.env) };
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    let child: ChildProcess | undefined;
    const leave = () => end(reasonOf(signal));
    const timer = setTimeout(() => end(new AuthError(`${name} did not end within ${timeoutMs} ms.`)), timeoutMs);
    const end = (reason: unknown) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      reject(reason);
      // Its own children may hold the pipes open.
      for (const stream of [child?.stdout, child?.stderr]) stream?.destroy();
      child?.kill("SIGKILL");
    };
    signal.addEventListener("abort", leave, { once: true });
    child = execFile(file, args, { env, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true }, (error, stdout) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      if (!error) return resolve(stdout);
      const cannot = typeof error.code === "string" ? `cannot be run (${error.code})` : `failed (${error.code})`;
      // By the contract it writes the error to its output; what else it writes there may be a token.
      reject(new AuthError(`${name} ${cannot}. Check \`credential_source.executable.command\`, and run it by hand.`));
    });
  });
}

function responseIn(output: string, name: string): ExecutableResponse {
  const json = parseJson(output)?.value;
  if (!isPlainObject(json)) throw new AuthError(`${name} wrote something that is not a JSON object.`);
  const { version, success, expiration_time: expiresAt, token_type: type } = json;
  if (success === false) {
    const code = /^[\w.-]{1,64}$/.test(String(json.code)) ? ` (${json.code})` : "";
    throw new AuthError(`${name} reports that it has no token${code}: run it by hand, or sign in where it does.`);
  }
  const token = String(type).endsWith(":saml2") ? json.saml_response : json.id_token;
  if (typeof version !== "number" || success !== true || typeof token !== "string" || token === "") {
    throw new AuthError(
      `${name} wrote JSON that lacks \`version\`, \`success\` or the token that \`token_type\` names.`,
    );
  }
  const expirationTime = typeof expiresAt === "number" ? expiresAt : undefined;
  const isExpired = () => expirationTime !== undefined && expirationTime < Date.now() / 1_000;
  if (isExpired()) throw new AuthError(`${name} wrote a token that has expired.`);
  return { version, success, subjectToken: token, expirationTime, isExpired };
}
