/** Where a redirect leads. It is not followed, as the request carries credentials. */

/**
 * The target of a `Location`: origin and path, without what may be a credential (user, query, fragment, and the
 * parameters of a path, such as a session id). `undefined` if it is not the address of a server.
 */
export function redirectTarget(location: string | undefined, url: string): string | undefined {
  if (location === undefined) return undefined;
  try {
    const { protocol, host, pathname } = new URL(location, url);
    return host === "" ? undefined : `${protocol}//${host}${pathname.replace(/;[^/]*/g, "")}`;
  } catch {
    return undefined;
  }
}
