/** Clients of a test's own server, closed when the test ends. */
import { AndroidEnterprise, type AndroidEnterpriseOptions } from "tessera-sdk/android-enterprise";
import { ChromeDirectory, type ChromeDirectoryOptions } from "tessera-sdk/chrome-directory";
import { onTestFinished } from "vitest";

export function androidEnterprise(baseUrl: string, options: Partial<AndroidEnterpriseOptions> = {}): AndroidEnterprise {
  return closedLater(new AndroidEnterprise({ auth: "access-token", baseUrl, ...options }));
}

export function chromeDirectory(baseUrl: string, options: Partial<ChromeDirectoryOptions> = {}): ChromeDirectory {
  return closedLater(new ChromeDirectory({ auth: "access-token", baseUrl, ...options }));
}

function closedLater<C extends { close(): Promise<void> }>(client: C): C {
  onTestFinished(() => client.close());
  return client;
}

/** Parameters that pass the checks, where a test is about something else. */
export const USER = { enterpriseId: "LC00lwk1yg", userId: "110001" };
export const TOKEN_PARAMS = { enterpriseId: "LC00lwk1yg", enrollmentTokenType: "userDevice" } as const;
export const CHROME_TOKEN = { tokenPermanentId: "50a2573a", token: "chrome-token" };
