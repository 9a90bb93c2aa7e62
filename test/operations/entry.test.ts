/** `tessera-sdk/operations`: a small index, and the operations of a service when they are asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "tessera-sdk";
import { InvalidParamsError } from "tessera-sdk";
import { loadOperations, type OperationSummary, type ServiceName, services } from "tessera-sdk/operations";
import { describe, expect, it, test } from "vitest";
import { DATA } from "../../scripts/operationFiles.js";
import { kebab, root } from "../../scripts/packageJson.js";

const names = services.map(({ name }) => name);

describe("services", () => {
  it("has one for each class of clients, under the name of the class", () => {
    const exported = Object.entries(sdk) as [string, { prototype?: object }][];
    const clients = exported.filter(([, { prototype }]) => "request" in (prototype ?? {})).map(([name]) => name);
    expect(services.map(({ client }) => client).sort()).toEqual(clients.sort());
    expect(names).toEqual(services.map(({ client }) => kebab(client).slice(1)));
  });

  it("has a row for each in its guide", () => {
    const guide = readFileSync(join(root, "docs/operations.md"), "utf8");
    const rows = services.map(({ name, client, entry }) => `| \`${name}\` | \`${client}\` | \`${entry}\` |`);
    expect(rows.filter((row) => !guide.includes(row))).toEqual([]);
  });

  it("says of each service and of each method what it is", () => {
    const silent = services.filter(({ summary }) => summary.length < 10).map(({ name }) => name);
    const methods = services.flatMap(({ name, operations }) =>
      operations.filter(({ summary }) => !/[.!?]$/.test(summary)).map(({ id }) => `${name} ${id}`),
    );
    expect([...silent, ...methods]).toEqual([]);
  });

  it("has at most 100 kB as it is loaded, which is with the entry", () => {
    const index = JSON.parse(readFileSync(join(root, DATA, "index.json"), "utf8"));
    expect(index).toEqual(services);
    expect(JSON.stringify(index).length).toBeLessThanOrEqual(100_000);
  });
});

describe("loadOperations", () => {
  test.each(names)("loads the operations of the summary, in its order: %s", async (name) => {
    const operations = await loadOperations(name);
    const summary = services.find((service) => service.name === name);
    expect(operations.length).toBeGreaterThan(3);
    expect(operations).toMatchObject(summary?.operations ?? []);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    const { client, entry } = summary ?? {};
    for (const operation of operations) expect(operation).toMatchObject({ service: name, client, entry });
    const idOf = ({ resource, method }: OperationSummary) =>
      resource === undefined ? method : `${resource}.${method}`;
    expect(operations.map(({ id }) => id)).toEqual(operations.map(idOf));
  });

  test.each(["flowerDocs", "", "toString", "__proto__", undefined])(
    "refuses %j, and names the services",
    async (name) => {
      const error = await loadOperations(name as ServiceName).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidParamsError);
      for (const known of names) expect((error as Error).message).toContain(known);
    },
  );
});
