/** `tempPass`: lets devices and users use a TempPass again. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, objectOf, refined, type Schema, string } from "../../core/schema.js";
import { endpoint } from "./endpoint.js";

/** Which TempPass. */
export interface ResetTempPassParams {
  /** Id of the programmer (the service provider). */
  requestorId: string;
  /** Id of the TempPass, which is a TV provider to Adobe. */
  mvpdId: string;
}

/** Parameters of `tempPass.resetDevice`. */
export interface ResetTempPassDeviceParams extends ResetTempPassParams {
  /** Id of the device, as given as `device.id` and not encoded. */
  deviceId: string;
}

/** Parameters of `tempPass.resetUser`. */
export interface ResetTempPassUserParams extends ResetTempPassParams {
  /** The user of a promotional TempPass, as in its identity: usually the SHA-256 of the e-mail address. */
  key: string;
}

/** What stands for every device or user at Adobe. */
const ALL = "all";

/** An id of one: a blank one, and Adobe's word for all, would reset all. */
const idOfOne: Schema<string> = refined(
  string,
  (id) => id.trim() !== "" && id.trim().toLowerCase() !== ALL,
  "must be the id of one, and neither empty nor `all`",
);

const ofAll = { requestorId: nonEmptyString, mvpdId: nonEmptyString };
const REQUIRED = { requestorId: true, mvpdId: true } as const;

const allParams = objectOf<ResetTempPassParams>()(() => ofAll, REQUIRED);
const deviceParams = objectOf<ResetTempPassDeviceParams>()(() => ({ ...ofAll, deviceId: idOfOne }), {
  ...REQUIRED,
  deviceId: true,
});
const userParams = objectOf<ResetTempPassUserParams>()(() => ({ ...ofAll, key: idOfOne }), { ...REQUIRED, key: true });

const query = ({ requestorId, mvpdId }: ResetTempPassParams) => ({ requestor_id: requestorId, mvpd_id: mvpdId });

const RESETS = { idempotency: "safe", effect: "destroy" } as const;

export const tempPassEndpoints = {
  resetDevice: endpoint("tempPass.resetDevice", {
    http: "DELETE /reset",
    params: deviceParams,
    toWire: (params: ResetTempPassDeviceParams) => ({ ...query(params), device_id: params.deviceId }),
    ...RESETS,
  }),
  resetAllDevices: endpoint("tempPass.resetAllDevices", {
    http: "DELETE /reset",
    params: allParams,
    toWire: (params: ResetTempPassParams) => ({ ...query(params), device_id: ALL }),
    ...RESETS,
  }),
  resetUser: endpoint("tempPass.resetUser", {
    http: "DELETE /reset/generic",
    params: userParams,
    toWire: (params: ResetTempPassUserParams) => ({ ...query(params), key: params.key }),
    ...RESETS,
  }),
  resetAllUsers: endpoint("tempPass.resetAllUsers", {
    http: "DELETE /reset/generic",
    params: allParams,
    toWire: (params: ResetTempPassParams) => ({ ...query(params), key: ALL }),
    ...RESETS,
  }),
};

/**
 * Lets devices and users use a TempPass again.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, empty, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe responds with an error.
 */
export class AdobePassTempPass extends Resource {
  /**
   * Resets a TempPass for one device.
   *
   * @example
   * ```ts
   * await management.tempPass.resetDevice({ requestorId: "REF30", mvpdId: "TempPass_TEST40", deviceId: "6ed6a9a2" });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/temporary-access/temp-pass-feature
   */
  resetDevice(params: ResetTempPassDeviceParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tempPassEndpoints.resetDevice, params, options);
  }

  /**
   * Resets a TempPass for every device.
   *
   * @example
   * ```ts
   * await management.tempPass.resetAllDevices({ requestorId: "REF30", mvpdId: "TempPass_TEST40" });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/temporary-access/temp-pass-feature
   */
  resetAllDevices(params: ResetTempPassParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tempPassEndpoints.resetAllDevices, params, options);
  }

  /**
   * Resets a promotional TempPass for one user.
   *
   * @example
   * ```ts
   * await management.tempPass.resetUser({ requestorId: "REF30", mvpdId: "flexibleTempPass", key: "f7ee5ec7312165148b69fcca" });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/temporary-access/temp-pass-feature
   */
  resetUser(params: ResetTempPassUserParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tempPassEndpoints.resetUser, params, options);
  }

  /**
   * Resets a promotional TempPass for every user.
   *
   * @example
   * ```ts
   * await management.tempPass.resetAllUsers({ requestorId: "REF30", mvpdId: "flexibleTempPass" });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/temporary-access/temp-pass-feature
   */
  resetAllUsers(params: ResetTempPassParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tempPassEndpoints.resetAllUsers, params, options);
  }
}
