/** The emulated profiles of REST API v2. */
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";
import { sessionOf } from "./sessions.js";
import type { Owner, StoredProfile } from "./state.js";
import { tempPassOf } from "./tempPass.js";

/** Begins the ids of users whom Adobe lets in without a sign-in. */
const DEGRADED_USER = "95cf93bcd183214a";
const DEGRADED_LIFETIME_MS = 86_400_000;

export const plain = (value: unknown) => ({ value, state: "plain" });

export function listProfiles(call: Call): EmulatorResponse {
  const valid = call.state.profilesOf(call.owner).filter(({ notAfter }) => notAfter > call.now);
  return profilesJson(valid);
}

export function getProfile(call: Call): EmulatorResponse {
  return json(200, { profiles: profilesAt(call, call.owner, call.mvpd.id) });
}

/** The profile of a code, once its user has signed in. */
export function getProfileByCode(call: Call): EmulatorResponse {
  const session = sessionOf(call);
  const { mvpd } = session;
  return json(200, { profiles: mvpd === undefined ? {} : profilesAt(call, session, mvpd) });
}

export function profilesJson(profiles: readonly StoredProfile[], status = 200): EmulatorResponse {
  return json(status, { profiles: Object.fromEntries(profiles.map((each) => [each.mvpd, profileJson(each)])) });
}

function profileJson({ notBefore, notAfter, type, mvpd, attributes }: StoredProfile) {
  return { notBefore, notAfter, issuer: type === "appleSSO" ? "Apple" : mvpd, type, attributes };
}

/** The profiles of any type at one TV provider. */
function profilesAt(call: Call, owner: Owner, mvpd: string): Record<string, object> {
  const { tempPass, degraded } = call.mvpdOf(mvpd);
  if (tempPass) {
    const { startedAt, notAfter, resources } = tempPassOf(call, call.mvpdOf(mvpd), owner.deviceId);
    const left =
      tempPass.resources === undefined ? {} : { remaining_resources: plain(tempPass.resources - resources.size) };
    const attributes = { ...left, used_assets: plain([...resources]), expiration_date: plain(notAfter) };
    return { [mvpd]: { notBefore: startedAt, notAfter, issuer: "Adobe", type: "temporary", attributes } };
  }
  if (degraded) {
    const times = { notBefore: call.now, notAfter: call.now + DEGRADED_LIFETIME_MS };
    const attributes = { userID: plain(`${DEGRADED_USER}${owner.deviceId}`) };
    return { [mvpd]: { ...times, issuer: "Adobe", type: "degraded", attributes } };
  }
  const profile = call.validProfile(owner, mvpd);
  return profile ? { [mvpd]: profileJson(profile) } : {};
}
