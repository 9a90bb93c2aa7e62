/** The emulated Google Play EMM API: its methods, and what tests do in place of people and devices. */
import type { Device } from "../../androidEnterprise/devices.js";
import { androidEnterpriseEndpoints } from "../../androidEnterprise/endpoints.js";
import type { ManagedConfigurationsSettings } from "../../androidEnterprise/managedconfigurationssettings.js";
import type { Notification } from "../../androidEnterprise/notification.js";
import type { Product } from "../../androidEnterprise/product.js";
import type { User } from "../../androidEnterprise/user.js";
import { InvalidParamsError } from "../../core/errors.js";
import type { AccessTokens } from "../accessTokens.js";
import { checkGoogleRequest, googleError, refuse } from "../google.js";
import { type Arrival, type EmulatedService, type EmulatorAnswer, empty, json } from "../http.js";
import { Call } from "./call.js";
import { carryOut, devicesOf } from "./checkIn.js";
import { approve, hasRoom } from "./licenses.js";
import { operationsById } from "./operations.js";
import { publish } from "./publish.js";
import { addEnterprise, seed } from "./seed.js";
import {
  forgetTokens,
  mostDevices,
  newDevice,
  productOf,
  random,
  State,
  type StoredEnterprise,
  type StoredUser,
} from "./state.js";

export interface EmulatedUser extends Partial<Omit<User, "managementType">> {
  id: string;
  /** Only EMM-managed users get authentication tokens. @default "emmManaged" */
  managementType?: "emmManaged" | "googleManaged" | undefined;
}

/** An authentication token that was issued. It works once, and for ten minutes. */
export interface EmulatedAuthenticationToken {
  token: string;
  enterpriseId: string;
  userId: string;
  state: "active" | "used" | "expired";
}

export interface EmulatedEnrollmentToken {
  token: string;
  enterpriseId: string;
  enrollmentTokenType: string;
  state: "active" | "expired";
}

/**
 * Enterprises with their users, devices, apps and store, and the apps of a small Google Play.
 *
 * Starts with enterprise `LC00lwk1yg`: user `110001` with device `3a1b2c3d4e5f6789`, Google-managed user `220002`,
 * and `app:com.google.android.gm` approved, installed and configured.
 */
export class EmulatedAndroidEnterprise implements EmulatedService {
  /** @internal */
  readonly endpoints = Object.values(androidEnterpriseEndpoints).flatMap((resource) =>
    Object.values(resource),
  ) as EmulatedService["endpoints"];
  #tokens: AccessTokens;
  #now: () => number;
  #state = new State();

  /** @internal */
  constructor(tokens: AccessTokens, now: () => number) {
    this.#tokens = tokens;
    this.#now = now;
    seed(this.#state);
  }

  /** Adds an enterprise that is bound, its service account set. It takes the place of one with the same id. */
  addEnterprise(enterpriseId: string, users: readonly EmulatedUser[] = []): void {
    this.#state.notifications.forget(enterpriseId);
    forgetTokens(this.#state, enterpriseId);
    addEnterprise(this.#state, { id: enterpriseId }, users.map(asUser));
  }

  /**
   * Adds a device to a user, whoever manages the user and however many devices there are, without a token. It takes the place of one with the same id.
   *
   * @throws `InvalidParamsError` when there is no such user.
   */
  addDevice(enterpriseId: string, userId: string, device: Device): void {
    this.#user(enterpriseId, userId).devices.set(device.androidId, newDevice(structuredClone(device)));
  }

  /**
   * Publishes an app on the emulated Google Play, or a new version of it. Enterprises with a license for it are then
   * notified of what is new: its version, its restrictions, its permissions.
   */
  publish(product: Product): void {
    publish(this.#state, structuredClone(product), this.#now());
  }

  /**
   * Approves an app with all of its permissions, as an admin does in managed Google Play.
   *
   * @throws `InvalidParamsError` when there is no such enterprise or app, or 1,000 are approved already.
   */
  approve(enterpriseId: string, productId: string): void {
    const enterprise = this.#enterprise(enterpriseId);
    const product = productOf(this.#state, enterprise, productId);
    if (product === undefined) throw invalid("productId", "must be the id of an app");
    if (!hasRoom(enterprise, productId)) throw invalid("productId", "is one too many: 1,000 apps are approved");
    if (!approve(enterprise, product)) return;
    const productApprovalEvent = { productId, approved: "approved" };
    this.notify({ enterpriseId, notificationType: "productApproval", productApprovalEvent });
  }

  /**
   * Adds settings of an app, as an admin makes them on the managed configurations page.
   *
   * @throws `InvalidParamsError` when there is no such enterprise.
   */
  addSettings(enterpriseId: string, productId: string, settings: ManagedConfigurationsSettings): void {
    const known = this.#enterprise(enterpriseId).settings;
    known.set(productId, [...(known.get(productId) ?? []), structuredClone(settings)]);
  }

  /**
   * Signs up for an enterprise, as an admin does at the URL of `enterprises.generateSignupUrl`.
   *
   * @returns the callback URL with `enterpriseToken` added, where Google sends the admin.
   * @throws `InvalidParamsError` for a URL that was not generated, or was without a callback URL.
   * @example
   * ```ts
   * const emulator = createEmulator();
   * const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
   *
   * const callbackUrl = "https://emm.example/done";
   * const { url, completionToken } = await client.enterprises.generateSignupUrl({ callbackUrl });
   * const enterpriseToken = emulator.androidEnterprise.signUp(url).searchParams.get("enterpriseToken") ?? "";
   * const { id } = await client.enterprises.completeSignup({ completionToken, enterpriseToken });
   * ```
   */
  signUp(url: string): URL {
    const begun = this.#state.signUps.get(url);
    if (begun?.callbackUrl === undefined) throw invalid("url", "must be a sign-up URL that has a callback URL");
    const callback = new URL(begun.callbackUrl);
    const token = random();
    this.#state.enterpriseTokens.set(token, begun);
    callback.searchParams.append("enterpriseToken", token);
    return callback;
  }

  /** Queues a notification for `enterprises.pullNotificationSet`. */
  notify(notification: Omit<Notification, "timestampMillis">): void {
    this.#state.notifications.add({ ...structuredClone(notification), timestampMillis: String(this.#now()) });
  }

  get authenticationTokens(): EmulatedAuthenticationToken[] {
    return this.#state.authenticationTokens.map(({ used, expiresAt, ...token }) => ({
      ...token,
      state: used ? "used" : expiresAt <= this.#now() ? "expired" : "active",
    }));
  }

  get enrollmentTokens(): EmulatedEnrollmentToken[] {
    return this.#state.enrollmentTokens.map(({ expiresAt, ...token }) => ({
      ...token,
      state: expiresAt <= this.#now() ? "expired" : "active",
    }));
  }

  /**
   * Uses an authentication token up, as a device does: the device is then one of the user's. The token of a user who
   * has as many devices as can be stays as it is.
   *
   * @param deviceId Android id of the device. One that the user has already is set up anew.
   * @returns whether the token was active and there was room for the device.
   * @example
   * ```ts
   * const emulator = createEmulator();
   * const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
   *
   * const user = { enterpriseId: "LC00lwk1yg", userId: "110001" };
   * const { token } = await client.users.generateAuthenticationToken(user);
   * emulator.androidEnterprise.redeem(token, "0a1b2c3d4e5f6071");
   * const device = await client.devices.get({ ...user, deviceId: "0a1b2c3d4e5f6071" });
   * ```
   */
  redeem(token: string, deviceId = random().slice(0, 16)): boolean {
    const known = this.#state.authenticationTokens.find((issued) => issued.token === token);
    if (known === undefined || known.used || known.expiresAt <= this.#now()) return false;
    const { enterpriseId, userId } = known;
    const owner = this.#state.enterprises.get(enterpriseId)?.users.get(userId);
    if (owner === undefined) return false;
    const { devices, user } = owner;
    if (!devices.has(deviceId) && devices.size >= mostDevices(user)) return false;
    known.used = true;
    devices.set(deviceId, newDevice({ androidId: deviceId, managementType: "managedDevice" }));
    const newDeviceEvent = { deviceId, userId, managementType: "managedDevice" };
    this.notify({ enterpriseId, notificationType: "newDevice", newDeviceEvent });
    return true;
  }

  /**
   * Lets a device do what it was asked: remove apps, and install the latest version of those that it is to have, by
   * `installs`, `entitlements` or its policy.
   *
   * @throws `InvalidParamsError` when there is no such device.
   */
  checkIn(deviceId: string): void {
    const devices = devicesOf(this.#state.enterprises.values(), deviceId);
    if (devices.length === 0) throw invalid("deviceId", "must be the id of a device");
    for (const [enterprise, device] of devices) carryOut(this.#state, enterprise, device);
  }

  #enterprise(enterpriseId: string): StoredEnterprise {
    const enterprise = this.#state.enterprises.get(enterpriseId);
    if (enterprise === undefined) throw invalid("enterpriseId", "must be the id of an enterprise");
    return enterprise;
  }

  #user(enterpriseId: string, userId: string): StoredUser {
    const user = this.#enterprise(enterpriseId).users.get(userId);
    if (user === undefined) throw invalid("userId", "must be the id of a user");
    return user;
  }

  /** @internal */
  error = (status: number, headers: Record<string, string>) => googleError(status, headers);

  /** @internal */
  answer(arrival: Arrival): EmulatorAnswer {
    const operation = operationsById.get(arrival.endpoint.id) ?? refuse(501);
    checkGoogleRequest(arrival, this.#tokens, Object.keys(operation.query ?? {}));
    const answer = operation.answer(new Call(this.#state, arrival, operation));
    return answer === undefined ? empty(204) : json(200, answer);
  }
}

function asUser({ id, managementType = "emmManaged", ...user }: EmulatedUser): User {
  const identifier = managementType === "emmManaged" && { accountIdentifier: id };
  return { accountType: "userAccount", ...identifier, ...user, id, managementType };
}

function invalid(path: string, message: string): InvalidParamsError {
  return new InvalidParamsError([{ path, message }]);
}
