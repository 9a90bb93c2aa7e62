/** TempPass: access without a subscription, for some time or some resources. */
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { Call } from "./call.js";
import { refuse } from "./errors.js";
import type { EmulatedMvpd, State, UsedTempPass } from "./state.js";

interface Running extends UsedTempPass {
  readonly notAfter: number;
}

/**
 * The TempPass of the device or of the identity that a call names, begun by this call if it is the first.
 *
 * @param deviceId of the device, which counts where no identity is given.
 */
export function tempPassOf(call: Call, { id, tempPass }: EmulatedMvpd, deviceId: string): Running {
  const identity = call.headerObject("ap-temppass-identity", "invalid_header_identity_for_temporary_access");
  const key = JSON.stringify([call.serviceProvider, id, identity ?? deviceId]);
  const { tempPasses } = call.state;
  const used = tempPasses.get(key) ?? {
    serviceProvider: call.serviceProvider,
    mvpd: id,
    ...(identity ? { identity } : { deviceId }),
    startedAt: call.now,
    resources: new Set<string>(),
  };
  tempPasses.set(key, used);
  const notAfter = used.startedAt + (tempPass?.seconds ?? 0) * 1_000;
  if (notAfter <= call.now) refuse("temporary_access_duration_limit_exceeded");
  return { ...used, notAfter };
}

/** Carries out Reset TempPass: for one device or user, or for all. */
export function resetTempPass(state: State, { endpoint, query }: RoutedRequest): EmulatorResponse {
  const [requestor, mvpd] = [query.get("requestor_id"), query.get("mvpd_id")];
  if (!requestor || !mvpd) return json(400, { status: 400, message: "Required parameter is not present" });
  const ofUsers = endpoint.http.endsWith("/generic");
  const one = query.get(ofUsers ? "key" : "device_id");
  for (const [key, { serviceProvider, mvpd: used, deviceId, identity }] of state.tempPasses) {
    if (serviceProvider !== requestor || used !== mvpd || (identity !== undefined) !== ofUsers) continue;
    const isMeant = ofUsers ? Object.values(identity ?? {}).includes(one) : deviceId === one;
    if (!one || one === "all" || isMeant) state.tempPasses.delete(key);
  }
  return empty(204);
}
