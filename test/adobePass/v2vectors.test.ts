/** Adobe's samples of REST v2 and of its management APIs, where the folder that holds them stands beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import {
  AdobePass,
  AdobePassError,
  AdobePassManagement,
  AdobeSsoService,
  authenticationUrl,
  type Drift,
} from "tessera-sdk/adobe-pass";
import { describe, expect, test } from "vitest";
import { scripted } from "../support/scripted.js";

const VECTORS = new URL("../../../shared/vectors/adobe-pass.json", import.meta.url);

interface Vector {
  endpoint: string;
  version: string;
  status: number;
  outcome: string;
  title: string;
  headers?: [string, string][];
  request?: { path: string; body?: string };
  body: string;
  repairedBody?: string;
}

const present = existsSync(VECTORS);
const skipped = present ? "" : "(skipped: the folder of samples is not there)";
const vectors = present ? (JSON.parse(readFileSync(VECTORS, "utf8")) as Vector[]) : [];

const DEVICE = { id: "ba23d141-d715-561c-94f4-e9e4c966b1eb", info: "eyJtb2RlbCI6IlRWIn0=" };
const STATUS = { frameworkPermissionInfo: { accessStatus: "granted" }, frameworkProviderInfo: {} } as const;
const TOKEN = { serviceProvider: "REF30", device: DEVICE, serviceToken: "sso-token" };

interface Replay {
  drifts: Drift[];
  /** Of each endpoint, its method with the parameters of the sample's request. */
  calls: Record<string, () => Promise<unknown>>;
}

/** Clients that receive one sample. */
function replay({ status, headers = [], body, repairedBody, request }: Vector): Replay {
  const drifts: Drift[] = [];
  const transport = scripted({ status, body: repairedBody ?? body, headers: Object.fromEntries(headers) });
  const options = { auth: "a", transport, retry: false as const, onDrift: (drift: Drift) => drifts.push(drift) };
  const path = decodeURIComponent(request?.path ?? "").split("/");
  const client = new AdobePass({ ...options, serviceProvider: path[3] || "REF30", device: DEVICE });
  const sso = new AdobeSsoService({ ...options, baseUrl: "https://sso.example.com" });
  const { tempPass } = new AdobePassManagement(options);
  const mvpd = path.at(-1) || "Cablevision";
  const code = "8ER640M";
  const resources = (JSON.parse(request?.body?.startsWith("{") ? request.body : "{}") as { resources?: string[] })
    .resources;
  const decided = { mvpd, resources: resources ?? ["REF30"] };
  const all = { requestorId: "REF30", mvpdId: "TempPass" };
  return {
    drifts,
    calls: {
      "GET /api/v2/{serviceProvider}/configuration": () => client.configuration.get(),
      "POST /api/v2/{serviceProvider}/sessions": () => client.sessions.create(),
      "POST /api/v2/{serviceProvider}/sessions/{code}": () => client.sessions.resume({ code }),
      "GET /api/v2/{serviceProvider}/sessions/{code}": () => client.sessions.validate({ code }),
      "GET /api/v2/{serviceProvider}/profiles": () => client.profiles.list(),
      "GET /api/v2/{serviceProvider}/profiles/{mvpd}": () => client.profiles.get({ mvpd }),
      "POST /api/v2/{serviceProvider}/profiles/sso/{partner}": () =>
        client.profiles.createForPartner({ partner: "Apple", SAMLResponse: "PHNh", partnerFrameworkStatus: STATUS }),
      "POST /api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}": () => client.decisions.preauthorize(decided),
      "POST /api/v2/{serviceProvider}/decisions/authorize/{mvpd}": () => client.decisions.authorize(decided),
      "(any REST API v2 endpoint)": () => client.profiles.list(),
      "(any throttled endpoint)": () => client.profiles.list(),
      "POST /api/{serviceProvider}/serviceToken": () =>
        sso.serviceTokens.create({ serviceProvider: "REF30", device: DEVICE, ssoId: "u1" }),
      "GET /api/{serviceProvider}/serviceToken": () =>
        sso.serviceTokens.refresh({ serviceProvider: "REF30", serviceToken: "t" }),
      "POST /api/{serviceProvider}/link": () => sso.devices.link(TOKEN),
      "POST /api/{serviceProvider}/unlink": () => sso.devices.unlink({ ...TOKEN, devices: ["deviceid1"] }),
      "GET /api/{serviceProvider}/list": () => sso.devices.list(TOKEN),
      "(any SSO service endpoint)": () => sso.serviceTokens.refresh({ serviceProvider: "REF30", serviceToken: "t" }),
      "DELETE https://mgmt.auth.adobe.com/reset-tempass/v3/reset": () => tempPass.resetAllDevices(all),
      "DELETE https://mgmt.auth.adobe.com/reset-tempass/v3/reset/generic": () => tempPass.resetAllUsers(all),
    },
  };
}

const mine = vectors.filter(({ version }) => ["v2", "sso-service", "mgmt", "all"].includes(version));
/** Opened in a browser, and never fetched. */
const [inBrowser, called] = [
  mine.filter(({ endpoint }) => endpoint.includes("/authenticate/")),
  mine.filter(({ endpoint }) => !endpoint.includes("/authenticate/")),
];

/** Fields of a result that the SDK adds, by which results of decisions are told apart. */
type Shown = Record<string, unknown>;

describe.skipIf(!present)(`Adobe's samples ${skipped}`, () => {
  test("are there, and each has a method", () => {
    expect(called.length).toBeGreaterThan(40);
    expect(called.filter((vector) => !replay(vector).calls[vector.endpoint])).toEqual([]);
  });

  const successes = called.filter(({ outcome }) => outcome !== "failure");
  test.each(successes)("$endpoint $status: $title, as a result without drift", async (vector) => {
    const { calls, drifts } = replay(vector);
    const result = (await calls[vector.endpoint]?.()) as Shown | undefined;
    // Adobe's samples of session information are full of nulls.
    expect(drifts.filter(({ problem }) => problem !== "null")).toEqual([]);
    const text = vector.repairedBody ?? vector.body;
    if (text === "") return expect(result).toBeUndefined();
    const sample = JSON.parse(text) as Shown;
    if (Array.isArray(sample.decisions)) return checkDecisions(result, sample.decisions as Shown[]);
    if (sample.profiles) return expect(result).toEqual({ authenticated: true, profiles: sample.profiles });
    if (sample.existingParameters)
      return expect(result).toMatchObject({ valid: true, session: { device: { type: "Desktop" } } });
    if (typeof sample.actionName === "string") return checkSession(result, sample);
    return expect(result).toEqual(sample);
  });

  function checkDecisions(result: Shown | undefined, sample: Shown[]) {
    const decisions = result?.decisions as (Shown & { error?: AdobePassError })[];
    for (const decision of decisions) {
      const item = sample.find(({ resource }) => resource === decision.resource) as Shown & { error?: Shown };
      const { error, ...facts } = item;
      const { error: given, decision: decided, ...same } = decision;
      expect(same).toEqual(facts);
      expect(given?.code).toBe(error?.code);
      expect(given?.action).toBe(error?.action);
      expect(given?.userMessage).toBe(error?.details);
      const isDeny = error?.status === 403 || error === undefined;
      expect(decided).toBe(item.authorized ? "permit" : isDeny ? "deny" : "undecided");
    }
    expect(decisions.length).toBeGreaterThan(0);
  }

  function checkSession(result: Shown | undefined, { notBefore, notAfter, url, missingParameters, ...sample }: Shown) {
    const names = (missingParameters as string[] | undefined)?.map((name) => (name === "domain" ? "domainName" : name));
    expect(result).toEqual({
      ...sample,
      url: `https://sp.auth.adobe.com${url}`,
      ...(names && { missingParameters: names }),
      ...(notBefore !== undefined && { notBefore: Number(notBefore), notAfter: Number(notAfter) }),
    });
  }

  const failures = called.filter(({ outcome }) => outcome === "failure");
  test.each(failures)("$endpoint $status: $title, as an error or a typed no", async (vector) => {
    const { calls } = replay(vector);
    const result = await calls[vector.endpoint]?.().then(
      (value) => (value as { error?: unknown }).error,
      (error: unknown) => error,
    );
    expect(result).toBeInstanceOf(AdobePassError);
    const body = vector.body.startsWith("{") ? (JSON.parse(vector.body) as Shown) : {};
    const { code = "ERR_TESSERA_API" } = (body.error ?? body) as Shown;
    expect(result).toMatchObject({ status: vector.status, code });
  });

  test.each(inBrowser)("$endpoint is an address, and not a call", ({ request }) => {
    const [, , , , serviceProvider = "", code = ""] = request?.path.split("/") ?? [];
    expect(authenticationUrl({ serviceProvider, code })).toBe(`https://sp.auth.adobe.com${request?.path}`);
  });
});
