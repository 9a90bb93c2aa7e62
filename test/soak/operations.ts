/** The operations that are called: every service and every kind of idempotency. */
import type { AdobePassV1 } from "tessera-sdk/adobe-pass";
import type { AndroidEnterprise, CallOptions } from "tessera-sdk/android-enterprise";
import type { ChromeDirectory } from "tessera-sdk/chrome-directory";
import type { FlowerDocs } from "tessera-sdk/flower-docs";

export interface Clients {
  android: AndroidEnterprise;
  chrome: ChromeDirectory;
  adobe: AdobePassV1;
  flower: FlowerDocs;
}

/** What the server sends when it has done the work. */
export interface Done {
  status: number;
  body: string;
  /** What the client must return for it: see {@link Operation.call}. */
  value: string;
}

export interface Operation {
  name: string;
  idempotency: "safe" | "mint" | "none";
  /**
   * Makes the call. The id is in its request, so that the server can tell calls apart.
   *
   * @returns what the server put into its response to this request; an empty text where there is nothing to put it.
   */
  call(clients: Clients, id: string, options: CallOptions): Promise<string>;
  /** @param mark is unique to the request. */
  done(mark: string): Done;
  /** A body of this kind of error. */
  error(status: number): string;
}

const json = (status: number, body: unknown, value: string): Done => ({ status, body: JSON.stringify(body), value });

const googleError = (code: number) =>
  JSON.stringify({ error: { code, message: "It failed.", errors: [{ reason: "backendError", domain: "global" }] } });
const adobeError = (status: number) =>
  `<error><status>${status}</status><message>It failed.</message><action>none</action></error>`;
const flowerError = (status: number) => JSON.stringify({ message: `It failed with ${status}.` });

const E = { enterpriseId: "LC00lwk1yg" };

const none: readonly Operation[] = [
  {
    name: "chrome enrollmentTokens.create",
    idempotency: "none",
    call: async ({ chrome }, id, options) =>
      (await chrome.enrollmentTokens.create({ orgUnitPath: `/${id}`, ttl: "3600s" }, options)).token ?? "",
    done: (mark) => json(200, { token: mark, tokenPermanentId: "5d3f9a1c", state: "active" }, mark),
    error: googleError,
  },
  {
    name: "android storelayoutpages.insert",
    idempotency: "none",
    call: async ({ android }, id, options) =>
      (await android.storelayoutpages.insert({ ...E, name: [{ locale: "en", text: id }] }, options)).id,
    done: (mark) => json(200, { id: mark, name: [{ locale: "en", text: mark }] }, mark),
    error: googleError,
  },
  {
    name: "android devices.forceReportUpload",
    idempotency: "none",
    call: async ({ android }, id, options) => {
      await android.devices.forceReportUpload({ ...E, userId: "110001", deviceId: id }, options);
      return "";
    },
    done: () => json(200, {}, ""),
    error: googleError,
  },
];

const mint: readonly Operation[] = [
  {
    name: "android enrollmentTokens.create",
    idempotency: "mint",
    call: async ({ android }, id, options) =>
      (await android.enrollmentTokens.create({ enterpriseId: id, enrollmentTokenType: "userDevice" }, options)).token,
    done: (mark) => json(200, { token: mark, enrollmentTokenType: "userDevice", duration: "3600s" }, mark),
    error: googleError,
  },
  {
    name: "flowerdocs tokens.createForDocuments",
    idempotency: "mint",
    call: async ({ flower }, id, options) =>
      (await flower.tokens.createForDocuments({ ids: [id], readOnly: true }, options)).token,
    done: (mark) => json(200, { value: mark, expirationDate: 4_102_444_800_000 }, mark),
    error: flowerError,
  },
];

const safe: readonly Operation[] = [
  {
    name: "android users.get",
    idempotency: "safe",
    call: async ({ android }, id, options) => (await android.users.get({ ...E, userId: id }, options)).id,
    done: (mark) => json(200, { id: mark, accountType: "userAccount", managementType: "emmManaged" }, mark),
    error: googleError,
  },
  {
    name: "android devices.setState",
    idempotency: "safe",
    call: async ({ android }, id, options) => {
      const device = { ...E, userId: "110001", deviceId: id, accountState: "enabled" } as const;
      return (await android.devices.setState(device, options)).accountState ?? "";
    },
    done: () => json(200, { accountState: "enabled" }, "enabled"),
    error: googleError,
  },
  {
    name: "adobepass checkAuthentication",
    idempotency: "safe",
    call: async ({ adobe }, id, options) => {
      const device = { requestor: "REF30", deviceId: id, deviceInfo: { model: "TV", osName: "tvOS" } };
      const status = await adobe.checkAuthentication(device, options);
      return status.authenticated ? "" : (status.error.body?.message ?? "no message");
    },
    // Every second device is authenticated.
    done: (mark) =>
      Number(/\d+/.exec(mark)?.[0]) % 2 === 0
        ? { status: 200, body: "", value: "" }
        : { status: 403, body: adobeError(403).replace("It failed.", mark), value: mark },
    error: adobeError,
  },
];

/** A `none` operation is half of all calls. */
export const OPERATIONS: readonly Operation[] = [...none, ...none, ...mint, ...safe, ...none.slice(0, 1)];
