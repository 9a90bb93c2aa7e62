/** Ten calls on tessera-sdk, as a program of an EMM makes them. The same program as `googleapis-one.ts`. */
import { AndroidEnterprise, type Device, type PolicyInput } from "tessera-sdk/android-enterprise";

const client = new AndroidEnterprise({ auth: "ya29.example" });

const policy: PolicyInput = {
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

export async function signUp(callbackUrl: string): Promise<string | undefined> {
  const { url } = await client.enterprises.generateSignupUrl({ callbackUrl, adminEmail: "ada@example.com" });
  return url;
}

export async function finish(completionToken: string, enterpriseToken: string): Promise<string | undefined> {
  const { id, name } = await client.enterprises.completeSignup({ completionToken, enterpriseToken });
  if (id !== undefined) await client.enterprises.setAccount({ enterpriseId: id, accountEmail: "emm@example.com" });
  return name;
}

export async function enrol(enterpriseId: string, accountIdentifier: string): Promise<string> {
  const { id: userId } = await client.users.insert({ enterpriseId, accountIdentifier, accountType: "userAccount" });
  const { token } = await client.users.generateAuthenticationToken({ enterpriseId, userId });
  return token;
}

export async function apply(enterpriseId: string, userId: string): Promise<(string | undefined)[]> {
  const { device } = await client.devices.list({ enterpriseId, userId });
  const updated: Device[] = [];
  for (const { androidId: deviceId } of device) {
    if (deviceId === undefined) continue;
    updated.push(await client.devices.update({ enterpriseId, userId, deviceId, updateMask: "policy", policy }));
  }
  return updated.map((each) => each.policy?.productPolicy?.[0]?.autoInstallPolicy?.autoInstallMode);
}

export async function titles(enterpriseId: string, query: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of client.products.list({ enterpriseId, query, maxResults: 100 }).pages()) {
    for (const { title } of page.items) if (title !== undefined) found.push(title);
  }
  return found;
}

export async function installed(enterpriseId: string, userId: string, deviceId: string): Promise<number> {
  const { install } = await client.installs.list({ enterpriseId, userId, deviceId });
  return install.filter(({ installState }) => installState === "installed").length;
}

export async function invite(enterpriseId: string): Promise<string> {
  const { token } = await client.enrollmentTokens.create({ enterpriseId, enrollmentTokenType: "userDevice" });
  return token;
}
