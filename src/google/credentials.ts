/** Finds the credential of `googleAuth()` and reads it: an option, a file, or Application Default Credentials. */
import { AuthError } from "../core/errors.js";
import { isPlainObject, parseJson, printable } from "../core/values.js";
import type { GoogleAuthOptions } from "./authOptions.js";

/** A credential as found, not checked yet. */
export interface Found {
  readonly json: Record<string, unknown>;
  /** What it is, as the beginning of a sentence. */
  readonly name: string;
  /** The quota project that the environment sets for it. */
  readonly quotaProject?: string | undefined;
}

/** @returns `undefined` where there is neither an option nor a file. */
export async function findCredentials(options: GoogleAuthOptions, signal: AbortSignal): Promise<Found | undefined> {
  const { keyFile, credentials } = options;
  if (credentials !== undefined) return found("`credentials`", credentials, "must be the parsed content of a key file");
  if (keyFile !== undefined) return readFound(keyFile, "`keyFile`", (path) => `The key file ${path}`, signal);
  const { GOOGLE_APPLICATION_CREDENTIALS: upper, google_application_credentials: lower } = process.env;
  const quotaProject = process.env.GOOGLE_CLOUD_QUOTA_PROJECT || undefined;
  const named = upper || lower;
  if (named) {
    const variable = upper ? "GOOGLE_APPLICATION_CREDENTIALS" : "google_application_credentials";
    const file = await readFound(named, variable, (path) => `The file ${path}, named by ${variable},`, signal);
    return { ...file, quotaProject };
  }
  const path = await wellKnownFile();
  if (path === undefined) return undefined;
  const { access } = await import("node:fs/promises");
  // Nor if its folder may not be searched, as in containers whose HOME is another user's.
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  return {
    ...(await readFound(path, "CLOUDSDK_CONFIG", (shown) => `The file ${shown} of gcloud`, signal)),
    quotaProject,
  };
}

/** Where `gcloud auth application-default login` writes. */
export async function wellKnownFile(): Promise<string | undefined> {
  const { join } = await import("node:path");
  const { CLOUDSDK_CONFIG, APPDATA, HOME } = process.env;
  const isWindows = process.platform === "win32";
  const home = isWindows ? APPDATA : HOME && join(HOME, ".config");
  const directory = CLOUDSDK_CONFIG || (home && join(home, "gcloud"));
  return directory ? join(directory, "application_default_credentials.json") : undefined;
}

/** @param from the option or variable that holds the path. */
async function readFound(
  path: string,
  from: string,
  nameOf: (path: string) => string,
  signal: AbortSignal,
): Promise<Found> {
  if (isContent(path)) {
    throw new AuthError(
      `${from} must be the path of a key file, and not its content or a key. To pass the content, use the option \`credentials\` with the parsed JSON.`,
    );
  }
  const { resolve } = await import("node:path");
  const name = nameOf(printable(resolve(path)));
  return found(name, parsed(await read(path, from, name, signal), name), "must hold a JSON object");
}

/** Whether what is given as a path is a secret, which no message may show. */
function isContent(path: string): boolean {
  return /^\s*["'[{<]{0,2}\s*\{|PRIVATE KEY|[\r\n]|^\s*(?:AIza|ya29\.|GOCSPX-|1\/\/)/.test(path) || path.length > 1_024;
}

const FAILED: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "this process may not read it",
  EPERM: "this process may not read it",
  EISDIR: "it is a directory",
  ELOOP: "it is a link that leads to itself",
};

async function read(path: string, from: string, name: string, signal: AbortSignal): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  try {
    return decoded(await readFile(path, { signal }), name);
  } catch (error) {
    if (error instanceof AuthError) throw error;
    const code = String((error as { code?: unknown }).code);
    const reason = FAILED[code] === undefined ? "" : `: ${FAILED[code]}`;
    throw new AuthError(`${name} could not be read (${code})${reason}. ${pathHint(path, from)}`);
  }
}

function pathHint(path: string, from: string): string {
  if (/^["']/.test(path)) return `Remove the quotes from ${from}.`;
  if (path.startsWith("~")) return `\`~\` is not expanded: give ${from} the whole path.`;
  if (/^\w{2,}:\/\//.test(path)) return `${from} must be a path, and not a URL.`;
  return `Check ${from}${/^(?:[/\\]|[A-Za-z]:)/.test(path) ? "" : ", which is relative to the working directory"}.`;
}

const NEW_KEY = "Create a JSON key in the Cloud console (IAM & Admin, Service Accounts, Keys), and use that file";

/** The text of a file in UTF-8 or, as PowerShell writes it, UTF-16. */
function decoded(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  // DER, which P12 files consist of, begins with a sequence of a long length.
  if (first === 0x30 && (second ?? 0) >= 0x80) throw new AuthError(`${name} is a P12 or DER file. ${NEW_KEY}.`);
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

function parsed(text: string, name: string): unknown {
  const content = text.replace(/^\ufeff+/, "").trim();
  const json = parseJson(content);
  if (json === undefined) throw new AuthError(`${name} ${notJson(content)}`);
  return json.value;
}

function notJson(content: string): string {
  if (content === "") return "is empty. Download it again, or check what should have written it.";
  if (/-----BEGIN /.test(content.slice(0, 2_000)) && !content.startsWith("{"))
    return `is a PEM file, not JSON. ${NEW_KEY}.`;
  if (/^<[!?a-z]/i.test(content)) return "is a web page or XML, not a JSON key file. Download it again.";
  if (/^eyJ|^ewo/.test(content)) return "holds Base64. Decode it first: base64 --decode.";
  if (!content.startsWith("{")) return "is not JSON. It must be a JSON key file.";
  if (!content.endsWith("}")) return "is not complete JSON: it is cut off. Download it again.";
  return "is not valid JSON. Download it again; if it was edited, line breaks in `private_key` must be written as \\n.";
}

function found(name: string, value: unknown, must: string): Found {
  const isClient = typeof (value as { getAccessToken?: unknown } | null)?.getAccessToken === "function";
  if (isClient) throw new AuthError(`${name} is a client of google-auth-library: pass it as \`auth\` itself.`);
  const isModule = Object.prototype.toString.call(value) === "[object Module]";
  const json = isModule ? (value as { default?: unknown }).default : value;
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return { name, json: { ...json } };
  const hint = typeof json === "string" ? ", and not JSON within JSON" : "";
  throw new AuthError(`${name} ${must}${hint}.`);
}

/** A part of a credential that is an object itself. */
export function objectIn(value: unknown): Record<string, unknown> | undefined {
  return isPlainObject(value) ? value : undefined;
}
