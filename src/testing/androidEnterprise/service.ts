/** The emulated Google Play EMM API: its methods, and what tests do in place of admins, devices and Google Play. */
import type { AndroidEnterprise } from "../../androidEnterprise/client.js";
import { androidEnterpriseEndpoints } from "../../androidEnterprise/endpoints.js";
import type { Device } from "../../androidEnterprise/schemas/device.js";
import type { ManagedConfigurationsSettings } from "../../androidEnterprise/schemas/managedConfigurationsSettings.js";
import type { Notification } from "../../androidEnterprise/schemas/notification.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import type { User } from "../../androidEnterprise/schemas/user.js";
import type { AnyEndpoint } from "../../core/endpoint.js";
import { InvalidParamsError } from "../../core/errors.js";
import { namesAt } from "../../core/shape.js";
import { REQUEST_ID_HEADERS } from "../../google/requestIds.js";
import { checkGoogleRequest, googleError, refuse } from "../google.js";
import { type NamesAt, selectFields } from "../googleFields.js";
import { type EmulatorResponse, empty, json } from "../http.js";
import {
  type EmulatedService,
  endpointsIn,
  type MethodIdOf,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "../service.js";
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

/** A user to add. */
export interface EmulatedUser extends Partial<Omit<User, "managementType">> {
  /** Id of the user. */
  id: string;
  /** Who manages the user: the EMM (`emmManaged`) or Google (`googleManaged`). Only the former get tokens. @default "emmManaged" */
  managementType?: "emmManaged" | "googleManaged" | undefined;
}

/** An authentication token that was issued. It can be redeemed once, within ten minutes. */
export interface EmulatedAuthenticationToken {
  /** The token itself. */
  token: string;
  /** Id of the enterprise. */
  enterpriseId: string;
  /** Id of the user. */
  userId: string;
  /** `active` until a device uses it (`used`) or ten minutes have passed (`expired`). */
  state: "active" | "used" | "expired";
}

/** An enrollment token that was issued. */
export interface EmulatedEnrollmentToken {
  /** The token itself. */
  token: string;
  /** Id of the enterprise. */
  enterpriseId: string;
  /** Type that it was created with. */
  enrollmentTokenType: string;
  /** `active` until its duration has passed, then `expired`. */
  state: "active" | "expired";
}

/**
 * Enterprises with their users, devices, apps and store, and the apps of a small Google Play.
 *
 * Starts with enterprise `LC00lwk1yg`: user `110001` with device `3a1b2c3d4e5f6789`, Google-managed user `220002`,
 * and `app:com.google.android.gm` approved, installed and configured.
 */
export class EmulatedAndroidEnterprise implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = endpointsIn<`androidenterprise.${MethodIdOf<AndroidEnterprise>}`>(androidEnterpriseEndpoints);
  #context: ServiceContext;
  #state: State;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#state = new State(() => context.now());
    seed(this.#state);
  }

  /** Adds an enterprise whose service account is set. It replaces an enterprise with the same id. */
  addEnterprise(enterpriseId: string, users: readonly EmulatedUser[] = []): void {
    this.#state.notifications.forget(enterpriseId);
    forgetTokens(this.#state, enterpriseId);
    addEnterprise(this.#state, { id: enterpriseId }, users.map(asUser));
  }

  /**
   * Adds a device to a user without a token and without a limit. It replaces a device with the same id.
   *
   * @throws An `InvalidParamsError` if the user does not exist.
   */
  addDevice(enterpriseId: string, userId: string, device: Device): void {
    this.#user(enterpriseId, userId).devices.set(device.androidId, newDevice(structuredClone(device)));
  }

  /**
   * Publishes an app on the emulated Google Play, or a new version of it. Enterprises with a license for it are
   * notified of changes to its version, its restrictions and its permissions.
   */
  publish(product: Product): void {
    publish(this.#state, structuredClone(product), this.#context.now());
  }

  /**
   * Approves an app with all of its permissions, as an admin does in managed Google Play.
   *
   * @throws An `InvalidParamsError` if the enterprise or the app does not exist, or 1,000 apps are approved already.
   */
  approve(enterpriseId: string, productId: string): void {
    const enterprise = this.#enterprise(enterpriseId);
    const product = productOf(this.#state, enterprise, productId);
    if (product === undefined) throw invalid("productId", "must be the id of an app");
    if (!hasRoom(enterprise, productId)) throw invalid("productId", "is one too many: 1,000 apps are approved");
    if (!approve(enterprise, product)) return;
    this.notify({
      enterpriseId,
      notificationType: "productApproval",
      productApprovalEvent: { productId, approved: "approved" },
    });
  }

  /**
   * Adds settings of an app, as an admin does on the managed configurations page.
   *
   * @throws An `InvalidParamsError` if the enterprise does not exist.
   */
  addSettings(enterpriseId: string, productId: string, settings: ManagedConfigurationsSettings): void {
    const known = this.#enterprise(enterpriseId).settings;
    known.set(productId, [...(known.get(productId) ?? []), structuredClone(settings)]);
  }

  /**
   * Signs up for an enterprise, as an admin does at the URL of `enterprises.generateSignupUrl`.
   *
   * @returns the callback URL with `enterpriseToken` added, where Google sends the admin.
   * @throws An `InvalidParamsError` if the URL was not generated, or was generated without a callback URL.
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
    this.#state.notifications.add({ ...structuredClone(notification), timestampMillis: String(this.#context.now()) });
  }

  /** The authentication tokens that were issued, the newest last. Of those that are not active, only the newest. */
  get authenticationTokens(): EmulatedAuthenticationToken[] {
    return [...this.#state.authenticationTokens.values()].map(({ used, expiresAt, ...token }) => ({
      ...token,
      state: used ? "used" : expiresAt <= this.#context.now() ? "expired" : "active",
    }));
  }

  /** The enrollment tokens that were issued, the newest last. Of those that have expired, only the newest. */
  get enrollmentTokens(): EmulatedEnrollmentToken[] {
    return [...this.#state.enrollmentTokens.values()].map(({ expiresAt, ...token }) => ({
      ...token,
      state: expiresAt <= this.#context.now() ? "expired" : "active",
    }));
  }

  /**
   * Redeems an authentication token, as a device does: the device is added to the user. A token can be redeemed once;
   * it stays active if the user already has the largest number of devices.
   *
   * @param deviceId Android id of the device. A device that the user already has is replaced.
   * @returns whether the token was active and the device could be added.
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
    const known = this.#state.authenticationTokens.get(token);
    if (known === undefined || known.used || known.expiresAt <= this.#context.now()) return false;
    const { enterpriseId, userId } = known;
    const owner = this.#state.enterprises.get(enterpriseId)?.users.get(userId);
    if (owner === undefined) return false;
    const { devices, user } = owner;
    if (!devices.has(deviceId) && devices.size >= mostDevices(user)) return false;
    known.used = true;
    devices.set(deviceId, newDevice({ androidId: deviceId, managementType: "managedDevice" }));
    this.notify({
      enterpriseId,
      notificationType: "newDevice",
      newDeviceEvent: { deviceId, userId, managementType: "managedDevice" },
    });
    return true;
  }

  /**
   * Lets a device do what was requested by `installs`, `entitlements` or its policy: remove apps, and install or
   * update others to the latest version.
   *
   * @throws An `InvalidParamsError` if the device does not exist.
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

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>): EmulatorResponse {
    return googleError(status, headers);
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    const operation = operationsById.get(request.endpoint.id) ?? refuse(501);
    checkGoogleRequest(request, this.#context, Object.keys(operation.query ?? {}));
    const body = operation.respond(new Call(this.#state, request, operation));
    if (body === undefined) return empty(204);
    return json(200, selectFields(body, request.query, namesInResponse(request.endpoint.id)));
  }
}

const responses = new Map(
  Object.values<Readonly<Record<string, AnyEndpoint>>>(androidEnterpriseEndpoints)
    .flatMap((byMethod) => Object.values(byMethod))
    .map(({ id, response }) => [id, response]),
);

/** The client's own schemas know the names: a test compares them with Google's discovery document. */
function namesInResponse(endpointId: string): NamesAt {
  const schema = responses.get(endpointId);
  return (path) => schema && namesAt(schema, path);
}

function asUser({ id, managementType = "emmManaged", ...user }: EmulatedUser): User {
  const identifier = managementType === "emmManaged" && { accountIdentifier: id };
  return { accountType: "userAccount", ...identifier, ...user, id, managementType };
}

function invalid(path: string, message: string): InvalidParamsError {
  return new InvalidParamsError([{ path, message }]);
}

export const androidEnterprise: ServiceDefinition<"androidEnterprise", EmulatedAndroidEnterprise> = {
  name: "androidEnterprise",
  prefix: "/android-enterprise",
  hosts: ["androidenterprise.googleapis.com"],
  requestIdHeader: REQUEST_ID_HEADERS[0],
  create: (context) => new EmulatedAndroidEnterprise(context),
};
