/** The emulated single sign-on by a partner, which is Apple. */
import { toBase64 } from "../../core/base64.js";
import { isPlainObject } from "../../core/values.js";
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";
import { refuse } from "./errors.js";
import { plain, profilesJson } from "./profiles.js";
import { createSession } from "./sessions.js";
import { type EmulatedMvpd, PROFILE_LIFETIME_SECONDS, type StoredProfile } from "./state.js";

/** What the partner's framework reports, by the code of what is wrong with it. */
interface Reported {
  readonly mvpd?: EmulatedMvpd | undefined;
  readonly fault?: string | undefined;
}

export function createPartnerSession(call: Call): EmulatorResponse {
  const { mvpd, fault } = reported(call);
  if (fault !== undefined) return createSession(call, "pfs_fallback");
  if (mvpd === undefined) return createSession(call, "configuration_fallback");
  void call.owner;
  return json(200, {
    actionName: "partner_profile",
    actionType: "direct",
    reasonType: "none",
    sessionId: crypto.randomUUID(),
    serviceProvider: call.serviceProvider,
    mvpd: mvpd.id,
    url: `/api/v2/${call.serviceProvider}/profiles/sso/${call.path("partner")}`,
    authenticationRequest: {
      type: "saml",
      request: toBase64(`<samlp:AuthnRequest ID="_${crypto.randomUUID()}"/>`),
      attributesNames: ["householdID"],
    },
  });
}

export function createPartnerProfile(call: Call): EmulatorResponse {
  const { mvpd, fault } = reported(call);
  if (fault !== undefined || mvpd === undefined) {
    return refuse(fault ?? "invalid_header_pfs_provider_id_not_determined");
  }
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(call.form().SAMLResponse ?? "")) refuse("invalid_parameter_saml_response");
  const { owner } = call;
  const profile: StoredProfile = {
    mvpd: mvpd.id,
    application: owner.application,
    type: "appleSSO",
    notBefore: call.now,
    notAfter: call.now + PROFILE_LIFETIME_SECONDS * 1_000,
    attributes: { userID: plain(`emulated-${owner.deviceId}`) },
  };
  call.state.addProfile(owner, profile);
  return profilesJson([profile], 201);
}

function reported(call: Call): Reported {
  if (call.path("partner") !== "Apple") refuse("invalid_parameter_partner");
  const notPresent = "invalid_header_pfs_permission_access_not_present";
  const status = call.headerObject("ap-partner-framework-status", notPresent) ?? refuse(notPresent);
  const { frameworkPermissionInfo: permission, frameworkProviderInfo: provider } = status;
  const access = isPlainObject(permission) ? permission.accessStatus : undefined;
  if (access === undefined) return { fault: notPresent };
  if (access === "notDetermined") return { fault: "invalid_header_pfs_permission_access_not_determined" };
  if (access !== "granted") return { fault: "invalid_header_pfs_permission_access_not_granted" };
  const { id, expirationDate } = isPlainObject(provider) ? provider : {};
  if (!(Number(expirationDate) > call.now)) return { fault: "invalid_header_pfs_provider_info_expired" };
  return { mvpd: [...call.state.mvpds.values()].find(({ platformMappingId }) => platformMappingId === id) };
}
