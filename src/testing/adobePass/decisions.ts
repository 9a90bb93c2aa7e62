/** The emulated decisions of REST API v2. */
import { toBase64 } from "../../core/base64.js";
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";
import { enhancedFields, refuse } from "./errors.js";
import { tempPassOf } from "./tempPass.js";

/** Media tokens live for seven minutes, decisions for a day. */
const MEDIA_TOKEN_LIFETIME_MS = 420_000;
const DECISION_LIFETIME_MS = 86_400_000;

const MOST_AT_ONCE = { preauthorize: 5, authorize: 1 };

type Kind = keyof typeof MOST_AT_ONCE;

/** Who decides, and whether a resource is one too many. */
interface Decider {
  readonly source: "mvpd" | "degradation" | "temppass";
  /** Counts a resource; false if no more are allowed. */
  readonly counts: (resource: string) => boolean;
}

export function decide(call: Call, kind: Kind): EmulatorResponse {
  const { id: mvpd } = call.mvpd;
  const decider = deciderOf(call, kind);
  const resources = call.resources(MOST_AT_ONCE[kind]);
  const { serviceProvider } = call;
  const decisions = resources.map((resource) => {
    const facts = { resource, serviceProvider, mvpd, source: decider.source };
    const error = denialOf(call, kind, resource, decider);
    if (error !== undefined) return { ...facts, authorized: false, error };
    const times = { notBefore: call.now, notAfter: call.now + DECISION_LIFETIME_MS };
    return { ...facts, authorized: true, ...times, ...(kind === "authorize" && { token: mediaToken(call, resource) }) };
  });
  return json(200, { decisions });
}

function deciderOf(call: Call, kind: Kind): Decider {
  const { owner, mvpd } = call;
  if (mvpd.degraded) return { source: "degradation", counts: () => true };
  if (mvpd.tempPass) {
    const { resources } = tempPassOf(call, mvpd, owner.deviceId);
    const { resources: most = Number.POSITIVE_INFINITY } = mvpd.tempPass;
    const counts = (resource: string) => {
      if (!resources.has(resource) && resources.size >= most) return false;
      if (kind === "authorize") resources.add(resource);
      return true;
    };
    return { source: "temppass", counts };
  }
  const profile = call.profile(owner, mvpd.id) ?? refuse("authenticated_profile_missing");
  if (profile.notAfter <= call.now) refuse("authenticated_profile_expired");
  return { source: "mvpd", counts: () => true };
}

function denialOf(call: Call, kind: Kind, resource: string, decider: Decider): object | undefined {
  const denial = call.state.denials.get(resource);
  if (denial) {
    const usual = kind === "authorize" ? "authorization_denied_by_mvpd" : "preauthorization_denied_by_mvpd";
    return enhancedFields(denial.code ?? usual, denial.details);
  }
  return decider.counts(resource) ? undefined : enhancedFields("temporary_access_resources_limit_exceeded");
}

function mediaToken(call: Call, resource: string) {
  const notAfter = call.now + MEDIA_TOKEN_LIFETIME_MS;
  const { id: mvpd } = call.mvpd;
  const claims = { sessionGUID: crypto.randomUUID(), resource, mvpd, notAfter };
  const serializedToken = toBase64(JSON.stringify(claims));
  call.state.mediaTokens.set(serializedToken, { serializedToken, resource, mvpd, notAfter });
  return { issuedAt: call.now, notBefore: call.now, notAfter, serializedToken };
}
