/** `X-Device-Info`: the encoding of what a device reports about itself. */

import { objectFromBase64, toBase64 } from "../../core/base64.js";
import { warnOnce } from "../../core/diagnostics.js";
import { invalidParam } from "../../core/errors.js";
import { checkJson } from "../../core/json.js";
import { eitherOf, refined, type Schema, string } from "../../core/schema.js";
import { isPlainObject } from "../../core/values.js";
import { type AdobeDeviceInfo, deviceInfoSchema } from "./info.js";

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
    return objectFromBase64(decodeURIComponent(text));
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
