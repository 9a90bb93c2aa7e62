/** What a device reports to Adobe about itself, and how that is encoded. */
import { warnOnce } from "../../core/diagnostics.js";
import { invalidParam } from "../../core/errors.js";
import { checkJson } from "../../core/json.js";
import { boolean, eitherOf, number, objectOf, refined, type Schema, string } from "../../core/schema.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { fromBase64, toBase64 } from "../base64.js";

/**
 * The device that streams. If something is missing or wrong, Adobe treats the platform as unknown, with shorter token
 * lifetimes. The listed values are the documented ones; others pass, as new devices come faster than documents.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/passing-client-information-device-connection-and-application
 */
export interface AdobeDeviceInfo {
  /** Model of the device, such as `"TV 5th Gen"`. */
  model: string;
  /**
   * Operating system, by its own name: `Android`, `Chrome OS`, `Linux`, `Mac OS` and `OS X` (Apple's computers),
   * `OpenBSD`, `Roku OS` (Roku players and TVs), `Windows`, `iOS` (iPhone and iPad), `tvOS` (Apple TV), `webOS` (LG
   * TVs).
   */
  osName: DeviceOsName;
  /**
   * Kind of device: `Camera`, `DataCollectionTerminal` (such as a handheld scanner), `Desktop`,
   * `EmbeddedNetworkModule`, `eReader`, `GamesConsole`, `GeolocationTracker`, `Glasses`, `MediaPlayer`, `MobilePhone`,
   * `PaymentTerminal`, `PluginModem`, `Projector`, `SetTopBox`, `TV`, `Tablet`, `VehicleMultimediaSystem`,
   * `WirelessHotspot`, `Wristwatch`, or `Unknown` if it is none of them.
   */
  primaryHardwareType?: PrimaryHardwareType | undefined;
  /** Version of the model, such as `"2022"`. */
  version?: string | undefined;
  /** Company that made the device. */
  manufacturer?: string | undefined;
  /** Company that sells the device. */
  vendor?: string | undefined;
  /**
   * Family of the operating system: `Android`, `BSD`, `Linux`, `PlayStation OS`, `Roku OS`, `Symbian`, `Tizen`,
   * `Windows`, `iOS`, `macOS`, `tvOS`, `webOS`.
   */
  osFamily?: DeviceOsFamily | undefined;
  /**
   * Company behind the operating system: `Amazon`, `Apple`, `Google`, `LG`, `Microsoft`, `Mozilla`, `Nintendo`,
   * `Nokia`, `Roku`, `Samsung`, `Sony`, `Tizen Project`.
   */
  osVendor?: DeviceOsVendor | undefined;
  /** Version of the operating system, such as `"15.4"`. */
  osVersion?: string | undefined;
  /**
   * Name of the browser: `Android Browser`, `Chrome`, `Edge`, `Firefox`, `Internet Explorer`, `Opera`, `Safari`,
   * `SeaMonkey`, `Symbian Browser`.
   */
  browserName?: DeviceBrowserName | undefined;
  /**
   * Company behind the browser: `Amazon`, `Apple`, `Google`, `Microsoft`, `Motorola`, `Mozilla`, `Netscape`,
   * `Nintendo`, `Nokia`, `Samsung`, `Sony Ericsson`.
   */
  browserVendor?: DeviceBrowserVendor | undefined;
  /** Version of the browser. */
  browserVersion?: string | undefined;
  /** The `User-Agent` of the device. */
  userAgent?: string | undefined;
  /** Width of the display in pixels. */
  displayWidth?: number | undefined;
  /** Height of the display in pixels. */
  displayHeight?: number | undefined;
  /** Density of the display in pixels per inch. */
  displayPpi?: number | undefined;
  /** Diagonal of the display in inches. */
  diagonalScreenSize?: number | undefined;
  /** Public IP address of the device. With `connectionPort`, some TV providers recognize a subscriber's home by it. */
  connectionIp?: string | undefined;
  /** Port from which the device's connection comes. */
  connectionPort?: number | undefined;
  /** How the device is connected, such as `"WiFi"`. */
  connectionType?: string | undefined;
  /** Whether the connection is encrypted. */
  connectionSecure?: boolean | undefined;
  /** Id of the application that streams. */
  applicationId?: string | undefined;
}

/** Operating systems that Adobe documents. */
export type DeviceOsName =
  | "Android"
  | "Chrome OS"
  | "Linux"
  | "Mac OS"
  | "OS X"
  | "OpenBSD"
  | "Roku OS"
  | "Windows"
  | "iOS"
  | "tvOS"
  | "webOS"
  | (string & {});

/** Families of operating systems that Adobe documents. */
export type DeviceOsFamily =
  | "Android"
  | "BSD"
  | "Linux"
  | "PlayStation OS"
  | "Roku OS"
  | "Symbian"
  | "Tizen"
  | "Windows"
  | "iOS"
  | "macOS"
  | "tvOS"
  | "webOS"
  | (string & {});

/** Companies behind operating systems that Adobe documents. */
export type DeviceOsVendor =
  | "Amazon"
  | "Apple"
  | "Google"
  | "LG"
  | "Microsoft"
  | "Mozilla"
  | "Nintendo"
  | "Nokia"
  | "Roku"
  | "Samsung"
  | "Sony"
  | "Tizen Project"
  | (string & {});

/** Browsers that Adobe documents. */
export type DeviceBrowserName =
  | "Android Browser"
  | "Chrome"
  | "Edge"
  | "Firefox"
  | "Internet Explorer"
  | "Opera"
  | "Safari"
  | "SeaMonkey"
  | "Symbian Browser"
  | (string & {});

/** Companies behind browsers that Adobe documents. */
export type DeviceBrowserVendor =
  | "Amazon"
  | "Apple"
  | "Google"
  | "Microsoft"
  | "Motorola"
  | "Mozilla"
  | "Netscape"
  | "Nintendo"
  | "Nokia"
  | "Samsung"
  | "Sony Ericsson"
  | (string & {});

/** Kinds of devices that Adobe documents. */
export type PrimaryHardwareType =
  | "Camera"
  | "DataCollectionTerminal"
  | "Desktop"
  | "EmbeddedNetworkModule"
  | "eReader"
  | "GamesConsole"
  | "GeolocationTracker"
  | "Glasses"
  | "MediaPlayer"
  | "MobilePhone"
  | "PaymentTerminal"
  | "PluginModem"
  | "Projector"
  | "SetTopBox"
  | "TV"
  | "Tablet"
  | "VehicleMultimediaSystem"
  | "WirelessHotspot"
  | "Wristwatch"
  | "Unknown"
  | (string & {});

/** Closed by neither its values nor its required fields: Adobe's own snippets break both. */
const deviceInfoSchema = objectOf<Partial<AdobeDeviceInfo>>()(() => ({
  model: string,
  osName: string,
  primaryHardwareType: string,
  version: string,
  manufacturer: string,
  vendor: string,
  osFamily: string,
  osVendor: string,
  osVersion: string,
  browserName: string,
  browserVendor: string,
  browserVersion: string,
  userAgent: string,
  displayWidth: number,
  displayHeight: number,
  displayPpi: number,
  diagonalScreenSize: number,
  connectionIp: string,
  connectionPort: number,
  connectionType: string,
  connectionSecure: boolean,
  applicationId: string,
})) as unknown as Schema<AdobeDeviceInfo>;

const NOT_INFO = "must be base64 of a JSON object, or the object itself";

const encodedSchema = refined(string, (text) => decodedInfo(text) !== undefined, NOT_INFO);

/** An object to be encoded, or text that is encoded already. */
export const deviceInfoParamSchema: Schema<AdobeDeviceInfo | string> = eitherOf(deviceInfoSchema, encodedSchema);

/** What REST v2 calls required. */
const REQUIRED = ["model", "version", "osName", "osVersion", "connectionType"];
/** The same of REST v1. */
export const REQUIRED_BY_V1: readonly string[] = ["model", "osName"];

/**
 * The value of `X-Device-Info`, for requests of your own: base64 without `+`, `/` and `=`, so that it is the same text
 * plain, URL-safe and percent-encoded. Clients encode their `device.info` by it.
 *
 * If something that Adobe requires is missing, the process warns once: Adobe then takes the platform as unknown.
 *
 * @param info the device; or text that is encoded already, which stays as it is if it is plain base64.
 * @throws An {@link InvalidParamsError} for anything but a plain object or base64 of one.
 * @example
 * ```ts
 * import { deviceInfo } from "tessera-sdk/adobe-pass";
 *
 * const header = deviceInfo({ model: "TV 5th Gen", osName: "tvOS", osVersion: "11.0" });
 * ```
 */
export function deviceInfo(info: AdobeDeviceInfo | string): string {
  return encodeDeviceInfo(info, REQUIRED);
}

/** {@link deviceInfo}, with a warning if one of the `required` fields is missing. */
export function encodeDeviceInfo(info: AdobeDeviceInfo | string, required: readonly string[]): string {
  const fields = typeof info === "string" ? decodedInfo(info) : info;
  if (!isPlainObject(fields)) return invalidParam("info", NOT_INFO);
  checkJson(fields, "info");
  const missing = required.filter((name) => fields[name] === undefined || fields[name] === "");
  if (missing.length > 0) warnOnce("TESSERA_ADOBE_DEVICE_INFO", incompleteInfo(missing));
  return typeof info === "string" && PLAIN_BASE64.test(info) ? info : toBase64(urlSafeJson(fields));
}

const incompleteInfo = (missing: readonly string[]) =>
  `Adobe Pass takes a device as unknown if its information lacks ${missing.map((name) => `\`${name}\``).join(", ")}: ` +
  "profiles then expire earlier, and rules for other platforms apply.";

const PLAIN_BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Reads text that is encoded already: as base64 of either alphabet, percent-encoded or not. */
function decodedInfo(text: string): object | undefined {
  try {
    const value = parseJson(fromBase64(decodeURIComponent(text)) ?? "")?.value;
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The characters of JSON from which base64 would make `+` or `/`, wherever they stand, and those beyond ASCII. */
const UNSAFE = /[>?~\u007f-\uffff]/g;

/** JSON whose base64 is all letters and digits: whole groups of three bytes need no padding either. */
function urlSafeJson(fields: object): string {
  const json = JSON.stringify(fields).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return json.padEnd(Math.ceil(json.length / 3) * 3);
}
