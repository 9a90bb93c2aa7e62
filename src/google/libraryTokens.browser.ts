/** In place of the tokens of google-auth-library, which needs Node. */
import { AuthError } from "../core/errors.js";

/** @throws An {@link AuthError}, always. */
export async function requestToken(): Promise<never> {
  throw new AuthError(
    "googleAuth() needs Node, which its keys and files are read with. Here, pass an access token as `auth`, or a function that returns one.",
  );
}
