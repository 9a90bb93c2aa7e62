/** Partial responses of the emulated Google services. */
import { AndroidEnterprise, GoogleApiError } from "tessera-sdk";
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { type NamesAt, namesIn, selectFields } from "../../src/testing/googleFields.js";
import { list, map, object, text } from "../../src/testing/googleShape.js";
import { HttpError } from "../../src/testing/http.js";

const PAGE = {
  next: "n",
  items: [
    { id: "1", name: { first: "Ada", last: "L" }, tags: ["a"] },
    { id: "2", name: { first: "Bo", last: "M" }, payload: { any: 1 } },
  ],
};
const SHAPE = object({
  next: text,
  kind: text,
  items: list(object({ id: text, name: object({ first: text, last: text }), tags: list(text), payload: map })),
});
const selected = (fields: string, namesAt: NamesAt = namesIn(SHAPE)) =>
  selectFields(PAGE, new URLSearchParams({ fields }), namesAt);

const read: { fields: string; result: object }[] = [
  { fields: "", result: PAGE },
  { fields: "*", result: PAGE },
  { fields: "next", result: { next: "n" } },
  { fields: "kind", result: {} },
  { fields: "next,items/id", result: { next: "n", items: [{ id: "1" }, { id: "2" }] } },
  { fields: "items(id)", result: { items: [{ id: "1" }, { id: "2" }] } },
  { fields: "items(tags)", result: { items: [{ tags: ["a"] }, {}] } },
  { fields: "items/name/last", result: { items: [{ name: { last: "L" } }, { name: { last: "M" } }] } },
  {
    fields: "items(id,name(first))",
    result: {
      items: [
        { id: "1", name: { first: "Ada" } },
        { id: "2", name: { first: "Bo" } },
      ],
    },
  },
  { fields: "items/name(first,last),items/name", result: { items: PAGE.items.map(({ name }) => ({ name })) } },
  {
    fields: "items(name/first),items/id",
    result: { items: [1, 2].map((id, i) => ({ id: `${id}`, name: { first: i ? "Bo" : "Ada" } })) },
  },
  { fields: "items/*/first", result: { items: [{ name: { first: "Ada" } }, { name: { first: "Bo" } }] } },
  { fields: "items,items/id", result: { items: PAGE.items } },
  { fields: "items/payload/whatever", result: { items: [{}, {}] } },
  { fields: "items/payload/any", result: { items: [{}, { payload: { any: 1 } }] } },
];

describe("a mask", () => {
  test.each(read)("$fields selects $result", ({ fields, result }) => {
    expect(selected(fields)).toEqual(result);
  });

  const wrong =
    "nothing items/nothing items(id,nothing) Items next/id items/id/x next/* items/name/*/x */nothing/x , items( items() items(id items) items(id)) items/ /items a,,b items.id items(id),";
  test.each(wrong.split(" "))("%s is refused", (fields) => {
    expect(() => selected(fields)).toThrow(HttpError);
  });

  test("with a space is refused", () => {
    expect(() => selected("next, items")).toThrow(HttpError);
  });
});

describe("Android Enterprise", () => {
  const emulator = createEmulator();
  const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
  const user = { enterpriseId: "LC00lwk1yg", userId: "110001" };

  test("sends the selected part of a resource and of a list", async () => {
    const only = (fields: string) => ({ extraQuery: { fields } });
    expect(await client.users.get(user, only("id,accountType"))).toEqual({ id: "110001", accountType: "userAccount" });
    expect(await client.devices.list(user, only("device(androidId)"))).toEqual({
      device: [{ androidId: "3a1b2c3d4e5f6789" }],
    });
  });

  test("refuses a field that the response cannot have, in Google's words", async () => {
    const call = client.devices.list(user, { extraQuery: { fields: "device(androidID)" } });
    await expect(call).rejects.toThrow(/Invalid field selection androidID/);
    await expect(call).rejects.toBeInstanceOf(GoogleApiError);
  });
});
