/** The hosts of each emulated service are those that its client calls by default. */
import { InvalidParamsError, type Transport } from "tessera-sdk";
import { allServices, createEmulator, type EmulatedEndpoint } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { Client, type RawRequest } from "../../src/core/client.js";

type ClientClass = new (options: object) => Client;

/** The class that `src/<service>/client.ts` exports. */
async function clientClassOf(service: string): Promise<ClientClass> {
  const module = (await import(`../../src/${service}/client.ts`)) as Record<string, unknown>;
  const classes = Object.values(module).filter((value) => typeof value === "function" && isClient(value));
  expect(classes, `src/${service}/client.ts must export one client`).toHaveLength(1);
  return classes[0] as ClientClass;
}

const isClient = ({ prototype }: { prototype?: unknown }) => prototype instanceof Client;

/** A client that has no `baseUrl` of its own; `undefined` for a service that customers install at their own address. */
function atDefaultAddress(ServiceClient: ClientClass, options: object): Client | undefined {
  try {
    return new ServiceClient(options);
  } catch (error) {
    if (error instanceof InvalidParamsError && error.issues.every(({ path }) => path === "baseUrl")) return undefined;
    throw error;
  }
}

/** How a client is created for the endpoints of an API that it does not call by default, by the begin of their ids. */
const OPTIONS: Readonly<Record<string, object>> = { chromemanagement: { api: "management" } };

/** A request to an endpoint, with `x` for each of its path parameters. */
function requestTo({ http }: EmulatedEndpoint): RawRequest {
  const names = [...http.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  return { http: http as RawRequest["http"], path: Object.fromEntries(names.map((name) => [name, "x"])) };
}

describe.each(allServices)("$name", ({ name, hosts }) => {
  test("is reached in process by its client, without a base URL, at one of its hosts", async () => {
    const emulator = createEmulator();
    const addresses: string[] = [];
    const transport: Transport = {
      send(request) {
        const { host, pathname } = new URL(request.url);
        addresses.push(host + pathname);
        return emulator.transport.send(request);
      },
    };
    const clientClass = await clientClassOf(name);
    const options = { auth: emulator.issueToken(), transport, retry: false };
    const clientFor = (id: string) => atDefaultAddress(clientClass, { ...options, ...OPTIONS[id.split(".")[0] ?? ""] });
    if (clientFor("") === undefined) {
      expect(hosts, `${name} has no base URL by default, so its definition must have no hosts`).toEqual([]);
      return;
    }
    const { endpoints } = emulator[name];
    // What it responds does not matter here.
    for (const endpoint of endpoints) {
      await clientFor(endpoint.id)
        ?.request(requestTo(endpoint))
        .catch(() => {});
    }
    const strangers = addresses.filter((address) => !hosts.some((host) => `${address}/`.startsWith(`${host}/`)));
    expect(strangers, `add the address to \`hosts\` of ${name}'s definition in src/testing`).toEqual([]);
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual(endpoints.map(({ id }) => id));
  });
});
