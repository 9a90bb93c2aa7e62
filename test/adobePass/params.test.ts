import { AdobePassV1, type CheckAuthenticationParams, type Drift, InvalidParamsError } from "tessera-sdk";
import { expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: { model: "TV", osName: "tvOS" } };

const refused: { why: string; params: object; path: string }[] = [
  { why: "no requestor", params: { requestor: undefined }, path: "requestor" },
  { why: "an empty requestor", params: { requestor: "" }, path: "requestor" },
  { why: "no device id", params: { deviceId: undefined }, path: "deviceId" },
  { why: "an empty device id", params: { deviceId: "" }, path: "deviceId" },
  { why: "no device information", params: { deviceInfo: undefined }, path: "deviceInfo" },
  { why: "empty device information", params: { deviceInfo: "" }, path: "deviceInfo" },
  { why: "device information as bare JSON", params: { deviceInfo: '{"model":"TV"}' }, path: "deviceInfo" },
  { why: "device information with a line break", params: { deviceInfo: "eyJ9\r\nx: y" }, path: "deviceInfo" },
  { why: "device information of a list", params: { deviceInfo: "W10=" }, path: "deviceInfo" },
  {
    why: "a width as text",
    params: { deviceInfo: { ...DEVICE.deviceInfo, displayWidth: "1920" } },
    path: "deviceInfo.displayWidth",
  },
  { why: "a device address with a line break", params: { deviceIp: "203.0.113.7\r\nx: y" }, path: "deviceIp" },
  { why: "a host name as device address", params: { deviceIp: "device.example.com" }, path: "deviceIp" },
  { why: "two device addresses", params: { deviceIp: "203.0.113.7, 10.0.0.1" }, path: "deviceIp" },
  { why: "an empty device type", params: { deviceType: "" }, path: "deviceType" },
  { why: "the wire's name of the device information", params: { device_info: "eyJ9" }, path: "device_info" },
];
test.each(refused)("$why is refused before anything is sent, naming $path", async ({ params, path }) => {
  const transport = scripted();
  const client = new AdobePassV1({ auth: "a", transport });
  const error = await rejection(client.checkAuthentication({ ...DEVICE, ...params } as CheckAuthenticationParams));
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
  expect(transport.sent).toEqual([]);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8::1", "2001:db8::1"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
])("a device address may be %s", async (deviceIp, sent) => {
  const transport = scripted();
  await new AdobePassV1({ auth: "a", transport }).checkAuthentication({ ...DEVICE, deviceIp });
  expect(transport.sent[0]?.headers["x-forwarded-for"]).toBe(sent);
});

test("devices newer than the documents pass", async () => {
  const transport = scripted();
  const deviceInfo = { model: "TV", osName: "fooOS", primaryHardwareType: "Hologram" };
  await new AdobePassV1({ auth: "a", transport }).checkAuthentication({ ...DEVICE, deviceInfo });
  expect(JSON.parse(atob(transport.sent[0]?.headers["x-device-info"] ?? ""))).toEqual(deviceInfo);
});

test("a field of the device that is newer than the documents is sent, and reported", async () => {
  const transport = scripted();
  const drifts: Drift[] = [];
  const deviceInfo = { ...DEVICE.deviceInfo, hdr: true };
  const client = new AdobePassV1({ auth: "a", transport, onDrift: (drift) => drifts.push(drift) });
  await client.checkAuthentication({ ...DEVICE, deviceInfo });
  expect(JSON.parse(atob(transport.sent[0]?.headers["x-device-info"] ?? ""))).toEqual(deviceInfo);
  const endpoint = "adobepass.v1.checkAuthentication";
  expect(drifts).toEqual([{ endpoint, part: "request", path: "deviceInfo.hdr", problem: "unknown_field" }]);
});
