/** What a device tells Adobe about itself. */
import * as z from "zod/mini";
import { open } from "../core/schema.js";

/**
 * The device that streams. What is missing or wrong makes Adobe treat the platform as unknown, with shorter
 * token lives. The listed values are the documented ones; others pass, as devices come faster than documents.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/passing-client-information-device-connection-and-application
 */
export interface AdobeDeviceInfo {
  /** Such as `"TV 5th Gen"`. */
  model: string;
  osName: DeviceOsName;
  primaryHardwareType?: PrimaryHardwareType | undefined;
  version?: string | undefined;
  manufacturer?: string | undefined;
  vendor?: string | undefined;
  osFamily?: string | undefined;
  osVendor?: string | undefined;
  osVersion?: string | undefined;
  browserName?: string | undefined;
  browserVendor?: string | undefined;
  browserVersion?: string | undefined;
  userAgent?: string | undefined;
  /** Pixels. */
  displayWidth?: number | undefined;
  /** Pixels. */
  displayHeight?: number | undefined;
  /** Pixels an inch. */
  displayPpi?: number | undefined;
  /** Inches. */
  diagonalScreenSize?: number | undefined;
  /** With `connectionPort`, needed by some TV providers to recognise a subscriber's home. */
  connectionIp?: string | undefined;
  connectionPort?: number | undefined;
  /** Such as `"WiFi"`. */
  connectionType?: string | undefined;
  connectionSecure?: boolean | undefined;
  applicationId?: string | undefined;
}

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

/** Device types that Adobe's reference names; its metrics are broken down by them. */
export type AdobeDeviceType = "Roku" | "PC" | "AppleTV" | "Xbox" | "iOS" | "tvOS" | (string & {});

const text = () => z.optional(z.string());
const number = () => z.optional(z.number());
/** Any string but an empty one, whatever values the type suggests. */
export const openText = <T extends string>() =>
  z.string().check(z.minLength(1, "must not be empty")) as unknown as z.ZodMiniType<T>;

const deviceInfoShape = () =>
  z.toZod<AdobeDeviceInfo>()(
    open({
      model: openText<string>(),
      osName: openText<DeviceOsName>(),
      primaryHardwareType: z.optional(openText<PrimaryHardwareType>()),
      version: text(),
      manufacturer: text(),
      vendor: text(),
      osFamily: text(),
      osVendor: text(),
      osVersion: text(),
      browserName: text(),
      browserVendor: text(),
      browserVersion: text(),
      userAgent: text(),
      displayWidth: number(),
      displayHeight: number(),
      displayPpi: number(),
      diagonalScreenSize: number(),
      connectionIp: text(),
      connectionPort: number(),
      connectionType: text(),
      connectionSecure: z.optional(z.boolean()),
      applicationId: text(),
    }),
  );

/** Base64, of either alphabet, percent-encoded or not. */
const ENCODED = /^[\w+/=%-]+$/;

/** An object to be encoded, or text that is encoded already. */
export const deviceInfoParam = () =>
  z.union([
    z
      .string()
      .check(z.refine((value: string) => ENCODED.test(value), "must be base64 of a JSON object, or the object itself")),
    deviceInfoShape(),
  ]);

/** The value of `X-Device-Info`: base64 of the JSON in UTF-8. Text is taken to be encoded already. */
export function encodeDeviceInfo(info: AdobeDeviceInfo | string): string {
  if (typeof info === "string") return info;
  return btoa(Array.from(new TextEncoder().encode(JSON.stringify(info)), (byte) => String.fromCharCode(byte)).join(""));
}
