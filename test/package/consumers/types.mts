/** What a TypeScript user writes; compiled under each set of options that users have. */
import { RateLimitError, TesseraError } from "tessera-sdk";
import { AdobePassError, AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, type AuthenticationToken, type Transport } from "tessera-sdk/android-enterprise";
import { ChromeDirectory, type ChromeEnrollmentToken, googleAuth } from "tessera-sdk/chrome-directory";
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { adobePass, createEmulator, type Emulator, flowerDocs, ManualClock, startEmulator } from "tessera-sdk/testing";

const clock = new ManualClock();
const emulator = createEmulator({ clock });
const transport: Transport = emulator.transport;
const user = { enterpriseId: "LC00lwk1yg", userId: "110001" };

const emm = new AndroidEnterprise({ auth: googleAuth({ keyFile: "key.json", subject: undefined }), transport, clock });
export const token: Promise<AuthenticationToken> = emm.users.generateAuthenticationToken(user);
// @ts-expect-error: `userId` is required
void emm.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg" });
// @ts-expect-error: there is no such parameter
void emm.users.generateAuthenticationToken({ ...user, userName: "jna" });
// @ts-expect-error: results are typed, not `any`
token.then((issued) => issued.tokne);

const chrome = new ChromeDirectory({ auth: () => ({ token: "t", expiresAt: new Date() }), transport });
export async function units(): Promise<string[]> {
  const found: string[] = [];
  const signal: AbortSignal = new AbortController().signal;
  for await (const each of chrome.enrollmentTokens.list({ orgUnitPath: undefined }, { signal })) {
    const listed: ChromeEnrollmentToken = each;
    found.push(listed.tokenPermanentId);
  }
  return found;
}

const adobe = new AdobePassV1({ auth: "t", transport: createEmulator({ services: [adobePass] }).transport });
export async function reason(): Promise<string | undefined> {
  const deviceInfo = { model: "TV 5th Gen", osName: "tvOS" } as const;
  const status = await adobe.checkAuthentication({ requestor: "REF30", deviceId: "tv", deviceInfo });
  // @ts-expect-error: only a "no" has a reason
  void status.error;
  return status.authenticated ? undefined : status.error.message;
}

const auth = login({ user: "jna", password: "emulated-password", scope: "ACME" });
const flower = new FlowerDocs({ auth, transport, baseUrl: "https://flowerdocs.example.com/core" });
export const expiry: Promise<string | undefined> = flower.tokens.renew().then((renewed) => renewed.expiresAt);

export function kind(error: unknown): string {
  if (error instanceof RateLimitError && error instanceof AdobePassError) {
    const limited: "rate_limited" = error.kind;
    return `${limited} ${error.action}`;
  }
  return error instanceof TesseraError ? error.kind : "unknown";
}

export async function served(): Promise<string> {
  const running = await startEmulator({ clock });
  const address: string = running.baseUrls.flowerDocs;
  await running.close();
  return address;
}

export async function servedInPart(): Promise<string> {
  const running = await startEmulator({ services: [flowerDocs] });
  // @ts-expect-error: the emulator has only the services that it was given
  void running.baseUrls.adobePass;
  const token: string = running.flowerDocs.issueToken();
  await running.close();
  return token;
}

export const whole: Emulator = createEmulator();
