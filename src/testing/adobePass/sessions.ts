/** The emulated sessions of REST API v2. */
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";
import { refuse } from "./errors.js";
import type { Owner, Session, State } from "./state.js";

/** Adobe's codes live for about half an hour. */
export const CODE_LIFETIME_MS = 1_800_000;

const PARAMETERS = ["mvpd", "domainName", "redirectUrl"] as const;

/** Seven characters, as in Adobe's samples. */
export function newCode(isTaken: (code: string) => boolean): string {
  for (;;) {
    const code = crypto.randomUUID().replaceAll("-", "").slice(0, 7).toUpperCase();
    if (!isTaken(code)) return code;
  }
}

/** The sign-in that a device starts, with what it passed. */
export function newSession(
  state: State,
  { serviceProvider, deviceId, application }: Owner,
  now: number,
  given: Partial<Session>,
): Session {
  return {
    id: crypto.randomUUID(),
    code: newCode((code) => state.sessions.has(code)),
    serviceProvider,
    deviceId,
    deviceInfo: {},
    application,
    notBefore: now,
    notAfter: now + CODE_LIFETIME_MS,
    ...given,
  };
}

export function createSession(call: Call, reasonType = "none"): EmulatorResponse {
  const { owner, deviceInfo } = call;
  const session = newSession(call.state, owner, call.now, { ...signInParams(call), deviceInfo });
  const next = nextOf(call, session, "resume", reasonType);
  if (next.actionName !== "authorize") call.state.addSession(session);
  return json(200, next);
}

export function resumeSession(call: Call): EmulatorResponse {
  const session = sessionOf(call);
  Object.assign(session, signInParams(call));
  return json(200, nextOf(call, session, "retry"));
}

export function describeSession(call: Call): EmulatorResponse {
  const session = sessionOf(call);
  const { serviceProvider, deviceInfo, notBefore, notAfter } = session;
  const given = Object.fromEntries(
    PARAMETERS.filter((name) => session[name] !== undefined).map((name) => [name, session[name]]),
  );
  return json(200, {
    existingParameters: { ...given, serviceProvider },
    missingParameters: missingOf(session),
    notBefore: String(notBefore),
    notAfter: String(notAfter),
    device: deviceOf(deviceInfo),
  });
}

/** Adobe's view of the device, where it can be told from what was sent. */
function deviceOf(info: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof info[name] === "string" ? info[name] : null);
  return {
    type: text("primaryHardwareType"),
    model: text("model"),
    version: null,
    operatingSystem: { name: text("osName"), family: text("osFamily"), vendor: text("osVendor"), version: null },
    applicationId: text("applicationId"),
  };
}

/** The session of the code in the path. */
export function sessionOf(call: Call): Session {
  const session = call.state.sessions.get(call.path("code"));
  if (session === undefined || session.serviceProvider !== call.serviceProvider)
    return refuse("invalid_parameter_code");
  return session.notAfter > call.now ? session : refuse("invalid_authentication_session");
}

export function missingOf(session: Session): string[] {
  return PARAMETERS.filter((name) => session[name] === undefined);
}

function signInParams(call: Call): Pick<Session, (typeof PARAMETERS)[number]> {
  const { mvpd, domainName, redirectUrl } = call.form();
  if (mvpd !== undefined) call.mvpdOf(mvpd);
  if (redirectUrl !== undefined && !URL.canParse(redirectUrl)) refuse("invalid_parameter_redirect_url");
  return { ...(mvpd && { mvpd }), ...(domainName && { domainName }), ...(redirectUrl && { redirectUrl }) };
}

/** What comes next: decisions if no sign-in is needed, the rest of the parameters, or the sign-in. */
function nextOf(call: Call, session: Session, ifMissing: "resume" | "retry", reasonType = "none") {
  const { id, serviceProvider, code, mvpd, notBefore, notAfter } = session;
  const base = { sessionId: id, serviceProvider, ...(mvpd !== undefined && { mvpd }) };
  const known = mvpd === undefined ? undefined : reasonWithoutSignIn(call, session, mvpd);
  if (known !== undefined) {
    const url = `/api/v2/${serviceProvider}/decisions/authorize/${mvpd}`;
    return { actionName: "authorize", actionType: "direct", reasonType: known, url, ...base };
  }
  const ofCode = { code, notBefore: String(notBefore), notAfter: String(notAfter), ...base };
  const missingParameters = missingOf(session);
  if (missingParameters.length > 0) {
    const url = `/api/v2/${serviceProvider}/sessions/${code}`;
    return { actionName: ifMissing, actionType: "direct", reasonType, missingParameters, url, ...ofCode };
  }
  const url = `/api/v2/authenticate/${serviceProvider}/${code}`;
  return { actionName: "authenticate", actionType: "interactive", reasonType, url, ...ofCode };
}

function reasonWithoutSignIn(call: Call, session: Session, mvpd: string): string | undefined {
  const { tempPass, degraded } = call.mvpdOf(mvpd);
  if (tempPass) return "temporary";
  if (degraded) return "degraded";
  const profile = call.validProfile(session, mvpd);
  if (profile === undefined) return undefined;
  return profile.type === "regular" ? "authenticated" : "authenticatedSSO";
}
