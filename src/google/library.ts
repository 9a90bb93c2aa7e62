/** The only place that loads google-auth-library, when the first token is requested. */
import { AuthError } from "../core/errors.js";
import { named } from "../core/named.js";
import { systemCode } from "../core/transport/failure.js";

export type Library = typeof import("google-auth-library");

/** @throws An {@link AuthError} that says why the library cannot be loaded. */
export async function loadLibrary(): Promise<Library> {
  let library: Library;
  try {
    library = named(await import("google-auth-library"), "GoogleAuth");
  } catch (error) {
    const code = systemCode(error);
    const what = /MODULE_NOT_FOUND$/.test(code ?? "")
      ? "is not installed"
      : `cannot be loaded${code ? ` (${code})` : ""}`;
    throw new AuthError(`${unusable(what)} Or pass an access token, or a function that returns one, as \`auth\`.`);
  }
  if (typeof library.GoogleAuth === "function" && typeof library.Impersonated === "function") return library;
  throw new AuthError(unusable("is too old or incomplete"));
}

const unusable = (what: string) =>
  `google-auth-library, which googleAuth() needs, ${what}. Install it, or a whole copy of it: npm install google-auth-library.`;
