/** Ten calls on googleapis, as a program of an EMM makes them. The same program as `tessera.ts`. */
import {
  androidenterprise,
  type androidenterprise_v1,
  auth,
} from "googleapis/build/src/apis/androidenterprise/index.js";

const credentials = new auth.OAuth2();
credentials.setCredentials({ access_token: "ya29.example" });
const client = androidenterprise({ version: "v1", auth: credentials });

const policy: androidenterprise_v1.Schema$Policy = {
  autoUpdatePolicy: "wifiOnly",
  productAvailabilityPolicy: "whitelist",
  maintenanceWindow: { startTimeAfterMidnightMs: "3600000", durationMs: "7200000" },
  productPolicy: [
    { productId: "app:com.google.android.gm", autoInstallPolicy: { autoInstallMode: "forceAutoInstall" } },
    {
      productId: "app:com.android.chrome",
      managedConfiguration: { managedProperty: [{ key: "IncognitoModeAvailability", valueInteger: 1 }] },
    },
  ],
};

export async function signUp(callbackUrl: string): Promise<string | null | undefined> {
  const { data } = await client.enterprises.generateSignupUrl({ callbackUrl, adminEmail: "ada@example.com" });
  return data.url;
}

export async function finish(completionToken: string, enterpriseToken: string): Promise<string | null | undefined> {
  const { data } = await client.enterprises.completeSignup({ completionToken, enterpriseToken });
  if (data.id) {
    const requestBody = { accountEmail: "emm@example.com" };
    await client.enterprises.setAccount({ enterpriseId: data.id, requestBody });
  }
  return data.name;
}

export async function enrol(enterpriseId: string, accountIdentifier: string): Promise<string | null | undefined> {
  const requestBody = { accountIdentifier, accountType: "userAccount" };
  const { data: user } = await client.users.insert({ enterpriseId, requestBody });
  if (!user.id) return undefined;
  const { data } = await client.users.generateAuthenticationToken({ enterpriseId, userId: user.id });
  return data.token;
}

export async function apply(enterpriseId: string, userId: string): Promise<(string | null | undefined)[]> {
  const { data } = await client.devices.list({ enterpriseId, userId });
  const updated: androidenterprise_v1.Schema$Device[] = [];
  for (const { androidId: deviceId } of data.device ?? []) {
    if (!deviceId) continue;
    const params = { enterpriseId, userId, deviceId, updateMask: "policy", requestBody: { policy } };
    updated.push((await client.devices.update(params)).data);
  }
  return updated.map((each) => each.policy?.productPolicy?.[0]?.autoInstallPolicy?.autoInstallMode);
}

export async function titles(enterpriseId: string, query: string): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const { data } = await client.products.list({ enterpriseId, query, maxResults: 100, token });
    for (const { title } of data.product ?? []) if (title) found.push(title);
    token = data.tokenPagination?.nextPageToken ?? undefined;
  } while (token !== undefined);
  return found;
}

export async function installed(enterpriseId: string, userId: string, deviceId: string): Promise<number> {
  const { data } = await client.installs.list({ enterpriseId, userId, deviceId });
  return (data.install ?? []).filter(({ installState }) => installState === "installed").length;
}

export async function invite(enterpriseId: string): Promise<string | null | undefined> {
  const requestBody = { enrollmentTokenType: "userDevice" };
  const { data } = await client.enrollmentTokens.create({ enterpriseId, requestBody });
  return data.token;
}
