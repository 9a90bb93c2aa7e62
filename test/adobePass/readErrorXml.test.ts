import fc from "fast-check";
import { expect, test } from "vitest";
import { readErrorXml as readLeaves } from "../../src/adobePass/xml.js";

async function readErrorXml(xml: string): Promise<Record<string, string> | undefined> {
  const leaves = await readLeaves(xml);
  return leaves && Object.fromEntries(leaves);
}

/** Legal in XML 1.0, and without what a parser may normalize (line ends). */
const legal = fc
  .string({ unit: "binary", maxLength: 60 })
  .map((text) => text.replace(/[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ""));

const escapes = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const quotes = (text: string) => escapes(text).replaceAll('"', "&quot;").replaceAll("'", "&apos;");
const decimal = (text: string) => Array.from(text, (char) => `&#${char.codePointAt(0)};`).join("");
const hexadecimal = (text: string) => Array.from(text, (char) => `&#x${char.codePointAt(0)?.toString(16)};`).join("");

/** The white space that XML knows: a parser may trim it around a text. */
const trimmed = (text: string) => text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");

const NAMES = ["status", "message", "code", "action", "details", "helpUrl", "trace"];
const leaves = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), legal), { selector: ([name]) => name, minLength: 1 });
const writers = { escapes, quotes };

test("any string at all is read or refused, and never throws", async () => {
  const markup = fc
    .array(
      fc.constantFrom(
        "<",
        ">",
        "</",
        "/>",
        "error",
        "message",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "&",
        ";",
        "&#",
        "x",
        "=",
        '"',
        " ",
        "__proto__",
        "constructor",
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(""));
  const inside = markup.map((text) => `<error>${text}</error>`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), markup, inside), async (text) => {
      const read = await readErrorXml(text);
      if (read === undefined) return;
      for (const value of Object.values(read)) expect(typeof value).toBe("string");
    }),
    { numRuns: 1_000 },
  );
});

test.each(Object.entries(writers))(
  "the text of each element comes back as it was, written with %s",
  async (_, write) => {
    await fc.assert(
      fc.asyncProperty(leaves, async (entries) => {
        const xml = entries.map(([name, text]) => `<${name}>${write(text)}</${name}>`).join("\n");
        const read = await readErrorXml(`<error>${xml}</error>`);
        const expected = Object.fromEntries(entries.map(([name, text]) => [name, trimmed(text)]));
        expect(Object.fromEntries(Object.entries(read ?? {}).map(([name, text]) => [name, trimmed(text)]))).toEqual(
          expected,
        );
      }),
      { numRuns: 300 },
    );
  },
);

test.each([
  { how: "decimal", write: decimal },
  { how: "hexadecimal", write: hexadecimal },
])("characters written as $how references are decoded", async ({ write }) => {
  const text = "Ne peut être ≤ 5 & 'x' \u{1f4fa}";
  expect(await readErrorXml(`<error><details>${write(text)}</details></error>`)).toEqual({ details: text });
});

test("an escape that spells another is decoded once", async () => {
  expect(await readErrorXml("<error><details>&amp;lt;b&amp;#33;</details></error>")).toEqual({ details: "&lt;b&#33;" });
});

test.each(["007", "1e3", "0x1f", "true", "1.0"])("%s stays text", async (text) => {
  expect(await readErrorXml(`<error><code>${text}</code></error>`)).toEqual({ code: text });
});

test("white space around a text goes, and stays what it is where only Unicode takes it for such", async () => {
  const xml = "<error>\n  <status>\t\r\n 403 </status>\n  <details>\u2000a b\u2000</details>\n</error>";
  expect(await readErrorXml(xml)).toEqual({ status: "403", details: "\u2000a b\u2000" });
});

test.each([
  ["CDATA", "<message><![CDATA[a < b & c]]></message>", "a < b & c"],
  ["text around CDATA", "<message>a <![CDATA[&amp;]]> &amp; b</message>", "a &amp; & b"],
  ["a comment", "<message>a<!-- & <b> --> b</message>", "a b"],
  ["a stray ampersand", "<message>A & B</message>", "A & B"],
  ["stray ampersands at the end", "<message>A&B &; &&</message>", "A&B &; &&"],
  ["HTML's entities", "<message>caf&eacute;&nbsp;&rsquo;n&hellip;</message>", "café\u00a0’n…"],
  ["an unknown entity", "<message>a &nope; b</message>", "a &nope; b"],
  ["child elements", "<message>Not <b>the <i>right</i></b> package</message>", "Not the right package"],
  ["a reference beyond Unicode", "<message>&#x110000; a</message>", "&#x110000; a"],
])("%s is read", async (_, xml, text) => {
  expect(await readErrorXml(`<error><status>403</status>${xml}</error>`)).toEqual({ status: "403", message: text });
});

test.each(["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf"])(
  "an element named %s changes nothing else",
  async (name) => {
    const read = await readErrorXml(`<error><${name}>x</${name}><code>c</code><${name}>x</${name}></error>`);
    expect(read?.code).toBe("c");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  },
);

test.each(["status", "code", "message"])("two elements %s that contradict each other are refused", async (name) => {
  expect(await readErrorXml(`<error><${name}>1</${name}><${name}>2</${name}></error>`)).toBeUndefined();
});
