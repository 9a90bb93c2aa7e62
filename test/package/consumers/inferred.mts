/** A wrapper whose types are all inferred, which its declarations then have to name. */

import * as sdk from "tessera-sdk";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { AndroidEnterprise, ApiError, localTypes } from "./reexported.mjs";

export class Sdk {
  readonly android = new AndroidEnterprise({ auth: "t" });
  readonly chrome = new ChromeDirectory({ auth: "t" });
  groups() {
    const { devices, users, enterprises } = this.android;
    return { devices, users, enterprises, tokens: this.chrome.enrollmentTokens };
  }
  device(deviceId: string) {
    return this.android.devices.get({ enterpriseId: "e", userId: "u", deviceId });
  }
  async policy(deviceId: string) {
    return (await this.device(deviceId)).policy;
  }
  tokens() {
    return this.chrome.enrollmentTokens.list();
  }
  stream() {
    return this.android.request({ http: "GET /things", reads: "stream" });
  }
  notifications() {
    return this.android.notifications();
  }
}
export class Emm extends AndroidEnterprise {
  find(email: string) {
    return this.users.list({ enterpriseId: "e", email });
  }
}
export class NamedError extends ApiError {}
export const docs = () =>
  new sdk.FlowerDocs({
    auth: sdk.flowerDocsLogin({ user: "a", password: "b", scope: "c" }),
    baseUrl: "https://flowerdocs.example.com/core",
  });
export const kind = (error: unknown) => (error instanceof sdk.NotFoundError ? error : undefined);
export const transports = () => [sdk.fetchTransport(), sdk.undiciTransport()] as const;
export const { options, callOptions } = localTypes;
