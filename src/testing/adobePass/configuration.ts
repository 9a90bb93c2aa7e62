/** The emulated configuration of REST API v2. */
import { type EmulatorResponse, json } from "../http.js";
import type { Call } from "./call.js";

export function getConfiguration(call: Call): EmulatorResponse {
  const { serviceProvider: id } = call;
  const mvpds = [...call.state.mvpds.values()].map(({ id, displayName = id, tempPass, platformMappingId }) => ({
    id,
    displayName,
    logoUrl: `https://example.com/logos/${encodeURIComponent(id)}.png`,
    isTempPass: tempPass !== undefined,
    isProxy: false,
    ...(platformMappingId !== undefined && {
      boardingStatus: "SUPPORTED",
      platformMappingId,
      enablePlatformServices: true,
      displayInPlatformPicker: true,
    }),
  }));
  const domains = [{ name: "adobe.com", mvpdInitiated: false }];
  return json(200, { requestor: { id, name: id, domains, mvpds } });
}
