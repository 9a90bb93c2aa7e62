/** A result can be passed where its ids are wanted. */
import { InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { adobePassEndpoints } from "../../src/adobePass/endpoints.js";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { chromeDirectoryEndpoints } from "../../src/chromeDirectory/endpoints.js";
import { encode, routeOf, takesOnlyIds } from "../../src/core/encode.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { type AnySchema, zodOf } from "../../src/core/schema.js";
import { checkParams } from "../../src/core/validate.js";
import { without } from "../../src/core/values.js";
import { flowerDocsEndpoints } from "../../src/flowerDocs/endpoints.js";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

const services = [androidEnterpriseEndpoints, chromeDirectoryEndpoints, adobePassEndpoints, flowerDocsEndpoints];
const namesOf = (schema: AnySchema | undefined) =>
  Object.keys(
    schema && "shape" in zodOf(schema, "response") ? (zodOf(schema, "response") as never as Shaped).shape : {},
  );
interface Shaped {
  shape: object;
}

/** Methods with a parameter of which `Name`, of FlowerDocs' temporary files, is a near miss. */
const NEAR_MISSES = ["flowerdocs.caches.clear", "flowerdocs.features.get"];

const endpoints = services.map((service) => Object.values(service).flatMap<AnyEndpoint>(Object.values));
const cases = endpoints.flatMap((all) => {
  const results = [...new Set(all.flatMap(({ response }) => namesOf(response)))];
  return all.map((endpoint) => ({
    id: endpoint.id,
    endpoint,
    results: NEAR_MISSES.includes(endpoint.id) ? results.filter((name) => name !== "Name") : results,
  }));
});
const onlyIds = cases.filter(({ endpoint }) => takesOnlyIds(endpoint, namesOf(endpoint.params)));

describe("methods that take only ids", () => {
  test("are many", () => expect(onlyIds.length).toBeGreaterThan(30));

  test.each(onlyIds)(
    "$id takes every field of every result beside its ids, and sends none",
    ({ endpoint, results }) => {
      const ids = Object.fromEntries(namesOf(endpoint.params).map((name) => [name, ["a"]]));
      const valid = Object.entries(ids).map(([name, list]) => {
        const passes = [list, "a", "app:a", 1, "DOCUMENT", "waiting"].find((value) => isTaken(endpoint, name, value));
        return [name, passes] as const;
      });
      // `id` beside a list of `ids` is refused: it could be meant for one of them.
      const others = results.filter((name) => !Object.hasOwn(ids, `${name}s`));
      const row = { ...Object.fromEntries(others.map((name) => [name, { any: 1 }])), ...Object.fromEntries(valid) };
      const { ignored, differences } = checkParams(endpoint, row, true);
      expect(differences).toEqual([]);
      const sent = encode(endpoint, without(row, ignored), {});
      expect(sent).toEqual(encode(endpoint, Object.fromEntries(valid), {}));
      expect(sent.target).not.toContain("?");
    },
  );

  test("all other methods refuse what they do not know", () => {
    for (const { endpoint } of cases.filter((each) => !onlyIds.includes(each) && !each.endpoint.wholeResource)) {
      expect(() => checkParams(endpoint, { quiteUnknown: 1 }, false), endpoint.id).toThrow("`quiteUnknown`");
    }
  });

  /** Whether a value of a parameter is valid; others may be missing. */
  function isTaken(endpoint: AnyEndpoint, name: string, value: unknown): boolean {
    try {
      checkParams(endpoint, { [name]: value }, false);
    } catch (error) {
      return (error as InvalidParamsError).issues.every(({ path }) => path.split("[")[0] !== name);
    }
    return routeOf(endpoint).pathNames.has(name);
  }

  test("a listed token is revoked as it is", async () => {
    const server = await httpServer((response) => json(response, {}));
    await chromeDirectory(server.url).enrollmentTokens.revoke({ ...CHROME_TOKEN, tokenPermanentId: "p1" } as never);
    expect(server.requests[0]?.url).toMatch(/\/my_customer\/chrome\/enrollmentTokens\/p1:revoke$/);
    expect(server.requests[0]?.body).toBe("");
  });

  const user = (params: object) => androidEnterprise("http://127.0.0.1:9").users.get(params as typeof USER);
  test.each([
    [
      "a misspelt id, by what was meant",
      { enterpriseId: "E", userID: "u" },
      "`userID` is not known; did you mean `userId`?",
    ],
    ["an id that is missing", { enterpriseId: "E", id: "u" }, "`userId` is required"],
    ["an option, which would be lost", { ...USER, signal: {} }, "`signal` is not a known parameter; it is an option"],
    ["null", null, "`params`"],
  ])("%s is refused", async (_, params, text) => {
    const error = await rejection(user(params as object));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(String(error).replace("is not a known parameter; did", "is not known; did")).toContain(text);
  });

  test("a near miss of an optional id is refused, as it would be lost", async () => {
    const params = { tokenPermanentId: "p1", custmer: "C1" };
    const error = await rejection(chromeDirectory("http://127.0.0.1:9").enrollmentTokens.revoke(params as never));
    expect(String(error)).toContain("did you mean `customer`?");
  });
});
