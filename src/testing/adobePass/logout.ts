/** The emulated logout of REST API v2. */
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";
import { refuse } from "./errors.js";

export function logOut(call: Call): EmulatorResponse {
  const { id } = call.mvpd;
  return json(200, { logouts: { [id]: { ...stepOf(call), mvpd: id } } });
}

function stepOf(call: Call) {
  const { owner, mvpd } = call;
  if (mvpd.degraded || mvpd.tempPass) return { actionName: "complete", actionType: "none" };
  const profile = call.validProfile(owner, mvpd.id);
  if (profile === undefined) return { actionName: "invalid", actionType: "none" };
  const redirectUrl = call.query("redirectUrl");
  const inBrowser = profile.type === "regular" && mvpd.logsOutInBrowser !== false;
  if (inBrowser && !redirectUrl) refuse("invalid_parameter_redirect_url");
  call.state.removeProfile(owner, profile);
  if (profile.type === "appleSSO") return { actionName: "partner_logout", actionType: "partner_interactive" };
  if (!inBrowser) return { actionName: "complete", actionType: "none" };
  const query = new URLSearchParams({ redirectUrl: redirectUrl ?? "" });
  return { actionName: "logout", actionType: "interactive", url: `/api/v2/logout/${call.serviceProvider}?${query}` };
}
