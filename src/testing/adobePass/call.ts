/** A call that reached the emulated REST API v2. */
import { parseJson } from "../../core/values.js";
import type { RoutedRequest } from "../service.js";
import { refuse } from "./errors.js";
import { decodedObject, deviceIdOf } from "./headers.js";
import type { Application } from "./registration.js";
import type { EmulatedMvpd, Owner, State, StoredProfile } from "./state.js";

export class Call {
  readonly now: number;
  readonly serviceProvider: string;
  #request: RoutedRequest;

  constructor(
    readonly state: State,
    request: RoutedRequest,
    readonly application: Application,
  ) {
    this.now = request.now;
    this.#request = request;
    this.serviceProvider = this.path("serviceProvider");
  }

  path(name: string): string {
    return this.#request.path[name] ?? "";
  }

  query(name: string): string | undefined {
    return this.#request.query.get(name) ?? undefined;
  }

  /** The object in a header that is base64 of JSON; absent without the header. */
  headerObject(name: string, code: string): Record<string, unknown> | undefined {
    const value = this.#request.headers[name];
    return value === undefined ? undefined : (decodedObject(value) ?? refuse(code));
  }

  /** The fields of a form, without those that are empty. */
  form(): Record<string, string> {
    return Object.fromEntries([...new URLSearchParams(this.#request.body)].filter(([, value]) => value !== ""));
  }

  resources(most: number): string[] {
    const { resources } = (parseJson(this.#request.body)?.value ?? {}) as { resources?: unknown };
    const isList = Array.isArray(resources) && resources.length > 0;
    if (!isList || !resources.every((each) => typeof each === "string" && each !== "")) {
      return refuse("invalid_parameter_resources");
    }
    return resources.length > most ? refuse("too_many_resources") : resources;
  }

  /** What the device is. Only pages in a browser, which Adobe knows by their requests, may leave it out. */
  get deviceInfo(): Record<string, unknown> {
    const info = this.headerObject("x-device-info", "invalid_header_device_info");
    if (info === undefined && this.#request.headers.origin === undefined) refuse("invalid_header_device_info");
    return info ?? {};
  }

  /** The device that makes the call, and its application. */
  get owner(): Owner {
    const deviceId = deviceIdOf(this.#request.headers) ?? refuse("invalid_header_device_identifier");
    void this.deviceInfo;
    return { serviceProvider: this.serviceProvider, deviceId, application: this.application.clientId };
  }

  /** The TV provider in the path. */
  get mvpd(): EmulatedMvpd {
    return this.mvpdOf(this.path("mvpd"));
  }

  mvpdOf(id: string): EmulatedMvpd {
    return this.state.mvpds.get(id) ?? refuse("invalid_integration");
  }

  /** The latest profile of a TV provider, which may have expired. */
  profile(owner: Owner, mvpd: string): StoredProfile | undefined {
    return this.state
      .profilesOf(owner)
      .filter((each) => each.mvpd === mvpd)
      .at(-1);
  }

  /** The same, if it is still valid. */
  validProfile(owner: Owner, mvpd: string): StoredProfile | undefined {
    const profile = this.profile(owner, mvpd);
    return profile && profile.notAfter > this.now ? profile : undefined;
  }
}
