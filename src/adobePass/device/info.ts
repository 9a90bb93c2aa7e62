/** What a device reports to Adobe about itself. */
import { boolean, number, objectOf, type Schema, string } from "../../core/schema.js";

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
export const deviceInfoSchema = objectOf<Partial<AdobeDeviceInfo>>()(() => ({
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
