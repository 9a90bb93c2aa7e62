/** `guiSession()`: the session of a user of FlowerDocs' GUI, in place of a token. */
import { type AuthProvider, BIND } from "../../core/auth.js";
import { invalidParam } from "../../core/errors.js";
import type { Tokens } from "../../core/tokens.js";
import { FLOWER_DOCS } from "./facts.js";

/** The cookie by which the GUI knows its users. */
const COOKIE = "SESSION";
/** What a cookie may hold (RFC 6265 §4.1.1). */
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/** What {@link guiSession} returns: inert until a client binds it. */
export class GuiSessionProvider implements AuthProvider {
  /** Whose credential it is: only FlowerDocs clients accept it. */
  readonly family = FLOWER_DOCS;
  #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  /** @internal */
  [BIND](): Tokens {
    const issued = { token: this.#session, headers: { cookie: `${COOKIE}=${this.#session}` } };
    return { get: () => issued, invalidate() {} };
  }
}

/**
 * Authenticates as a user who is logged in to FlowerDocs' GUI, for a server that gets the cookie of that user's browser.
 * `baseUrl` is then `/plugins` of the GUI, which adds the token of the session. Core itself refuses the cookie.
 *
 * No other cookie is sent. A session that has ended is refused, and not replaced. In a page of the GUI, the browser
 * sends the cookie: pass `none` there.
 *
 * @param session the value of the cookie `SESSION`, as the browser sends it.
 * @throws An {@link InvalidParamsError} if it cannot be the value of a cookie.
 * @example
 * ```ts
 * const auth = guiSession("NmUzYjc2ZTAtMWU0Yy00");
 * ```
 * @see https://doc.uxopian.com/docs/flowerdocs/config/gui/plugins
 */
export function guiSession(session: string): GuiSessionProvider {
  if (typeof session !== "string" || !COOKIE_VALUE.test(session) || session.startsWith(`${COOKIE}=`)) {
    invalidParam("session", `must be the value of the cookie \`${COOKIE}\`, without its name and other cookies`);
  }
  return new GuiSessionProvider(session);
}
