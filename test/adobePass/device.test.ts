/** What of a device goes into headers: identifier, information and address. */

import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { deviceIdentifier, deviceInfo, InvalidParamsError, mrss } from "tessera-sdk/adobe-pass";
import { afterEach, describe, expect, test, vi } from "vitest";
import { deviceIpSchema, forwardedIp } from "../../src/adobePass/device/ip.js";
import { checkAgainst } from "../../src/core/validate.js";

const decodedOf = (text: string) => JSON.parse(Buffer.from(text, "base64").toString("utf8")) as unknown;

/** Warnings are given once a process. */
const warnings = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
afterEach(() => {
  warnings.mockClear();
  (globalThis as { [WARNED]?: Set<string> })[WARNED]?.clear();
});
const WARNED = Symbol.for("tessera-sdk.warned");
const codes = () => warnings.mock.calls.map(([, options]) => (options as { code: string }).code);

describe("deviceIdentifier", () => {
  test("is what Adobe prints", () => {
    expect(deviceIdentifier("ba23d141-d715-561c-94f4-e9e4c966b1eb")).toBe(
      "fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi",
    );
  });

  test.each([["grün-✓"], ["a b"]])("takes %j as UTF-8", (id) => {
    expect(deviceIdentifier(id)).toBe(`fingerprint ${Buffer.from(id, "utf8").toString("base64")}`);
  });

  test.each([[""], [undefined], [7]])("refuses %j", (id) => {
    expect(() => deviceIdentifier(id as string)).toThrow(InvalidParamsError);
  });
});

describe("deviceInfo", () => {
  test("of 20,000 random devices is letters and digits, and decodes to the same object", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const info = fc.record(
      {
        model: text,
        osName: fc.constantFrom("tvOS", "Roku OS", ">>>???~~~", "\u007f"),
        version: text,
        displayWidth: fc.nat(),
        connectionSecure: fc.boolean(),
        userAgent: fc.string({ unit: "grapheme", maxLength: 40 }),
        newer: fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: ["model", "osName"] },
    );
    fc.assert(
      fc.property(info, (device) => {
        const encoded = deviceInfo(device as Parameters<typeof deviceInfo>[0]);
        expect(encoded).toMatch(/^[A-Za-z\d]+$/);
        expect(encoded.length % 4).toBe(0);
        expect(decodedOf(encoded)).toEqual(JSON.parse(JSON.stringify(device)));
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  const INFO = { model: "TV>?~", osName: "tvOS" };
  const plain = Buffer.from(JSON.stringify(INFO)).toString("base64");
  const encodings = [
    { form: "plain", text: plain, sent: plain },
    { form: "URL-safe", text: Buffer.from(JSON.stringify(INFO)).toString("base64url"), sent: deviceInfo(INFO) },
    { form: "percent-encoded", text: encodeURIComponent(plain), sent: deviceInfo(INFO) },
  ];
  test.each(encodings)("takes text that is encoded already: $form", ({ text, sent }) => {
    expect(deviceInfo(text)).toBe(sent);
    expect(decodedOf(sent)).toEqual(INFO);
  });

  const refused: unknown[] = [undefined, null, 7, [], new Map(), "", "{}", "W10=", "!!!", "eyJ9", { model: () => 1 }];
  test.each(refused.map((info) => [info]))("refuses %j", (info) => {
    expect(() => deviceInfo(info as string)).toThrow(InvalidParamsError);
  });

  const COMPLETE = { model: "TV", version: "2022", osName: "tvOS", osVersion: "11", connectionType: "WiFi" };
  const names = Object.keys(COMPLETE) as (keyof typeof COMPLETE)[];
  test.each(names)("warns once if %s is missing, as object and as text", (name) => {
    const info = { ...COMPLETE, [name]: undefined };
    deviceInfo(info);
    deviceInfo(Buffer.from(JSON.stringify(info)).toString("base64"));
    expect(codes()).toEqual(["TESSERA_ADOBE_DEVICE_INFO"]);
    expect(warnings.mock.calls[0]?.[0]).toContain(`\`${name}\``);
  });

  test("does not warn of a complete device, whatever its values", () => {
    deviceInfo({ ...COMPLETE, osName: "Roku", primaryHardwareType: "type", connectionType: "WifiConnection" });
    expect(codes()).toEqual([]);
  });
});

describe("the address of a device", () => {
  const sent: [given: string, sent: string, isPrivate: boolean][] = [
    ["203.0.113.7", "203.0.113.7", false],
    ["::ffff:203.0.113.7", "203.0.113.7", false],
    ["::FFFF:cb00:7107", "203.0.113.7", false],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7", false],
    ["2001:db8::1", "2001:db8::1", false],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", false],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1", false],
    ["2001:0db8:0000::0001", "2001:db8::1", false],
    ["2001:db8::0.0.0.1", "2001:db8::1", false],
    ["10.0.0.1", "10.0.0.1", true],
    ["100.64.0.1", "100.64.0.1", true],
    ["100.128.0.1", "100.128.0.1", false],
    ["127.0.0.1", "127.0.0.1", true],
    ["169.254.1.1", "169.254.1.1", true],
    ["172.16.0.1", "172.16.0.1", true],
    ["172.32.0.1", "172.32.0.1", false],
    ["192.168.1.1", "192.168.1.1", true],
    ["::ffff:192.168.1.1", "192.168.1.1", true],
    ["::1", "::1", true],
    ["fd00::1", "fd00::1", true],
    ["fe80::1", "fe80::1", true],
  ];
  test.each(sent)("%s is sent as %s, with a warning: %s", (given, expected, isPrivate) => {
    checkAgainst(deviceIpSchema, given, "ip");
    expect(forwardedIp(given)).toBe(expected);
    expect(codes()).toEqual(isPrivate ? ["TESSERA_ADOBE_DEVICE_IP"] : []);
  });

  const refused = [
    "",
    " 203.0.113.7",
    "203.0.113.7:443",
    "[2001:db8::1]",
    "[2001:db8::1]:443",
    "2001:db8::1%eth0",
    "fe80::1%25en0",
    "203.0.113",
    "203.0.113.",
    "203.0.113.7.",
    "203.0.113.256",
    "203.0.113.07",
    "0x7f.0.0.1",
    "2130706433",
    "2001:db8",
    "2001:db8::1::2",
    "1:2:3:4:5:6:7:8:9",
    "::ffff:203.0.113",
    "::ffff:1.2.3.4.5",
    "203.0.113.7, 10.0.0.1",
    "device.example.com",
    "203.0.113.7\r\nx: y",
    "2001:db8::1\n",
    "1]@evil[",
  ];
  test.each(refused.map((ip) => [ip]))("%j is refused", (ip) => {
    expect(() => checkAgainst(deviceIpSchema, ip, "ip")).toThrow(InvalidParamsError);
  });
});

describe("mrss", () => {
  test("has the parts that are given, in Adobe's order", () => {
    expect(
      mrss({ channel: "REF30", title: "News", guid: "1234", rating: { scheme: "urn:v-chip", value: "TV-14" } }),
    ).toBe(
      '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>REF30</title><item>' +
        '<title>News</title><guid>1234</guid><media:rating scheme="urn:v-chip">TV-14</media:rating></item></channel></rss>',
    );
    expect(mrss({ channel: "REF30" })).toBe(
      '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>REF30</title></channel></rss>',
    );
  });

  test("escapes what is given: a parser reads back the same texts", () => {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      ignoreAttributes: false,
      htmlEntities: true,
    });
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), fc.string({ minLength: 1 }), (title, scheme) => {
        const parsed = parser.parse(mrss({ channel: "c", title, rating: { scheme, value: title } })) as {
          rss: { channel: { item: { title: string; "media:rating": Record<string, string> } } };
        };
        const { item } = parsed.rss.channel;
        expect([item.title, item["media:rating"]["#text"], item["media:rating"]["@_scheme"]]).toEqual([
          title,
          title,
          scheme,
        ]);
      }),
    );
  });

  test.each([{ channel: "" }, {}, { channel: "c", titel: "t" }, { channel: "c", rating: { scheme: "s" } }])(
    "refuses %j",
    (resource) => {
      expect(() => mrss(resource as Parameters<typeof mrss>[0])).toThrow(InvalidParamsError);
    },
  );

  test("leaves out characters that XML cannot hold", () => {
    expect(mrss({ channel: "a\u0000b\u0008c\ufffe" })).toContain("<title>abc</title>");
  });
});
