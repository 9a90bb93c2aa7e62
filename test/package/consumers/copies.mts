/** One copy of the package where another is expected: `tessera-copy` is a second installation. */
import * as copy from "tessera-copy";
import * as testingCopy from "tessera-copy/testing";
import * as sdk from "tessera-sdk";
import * as testing from "tessera-sdk/testing";

declare function accept<T>(value: T): void;

interface Ours {
  android: sdk.AndroidEnterprise;
  chrome: sdk.ChromeDirectory;
  adobe: sdk.AdobePassV1;
  flower: sdk.FlowerDocs;
  pager: sdk.Pager<sdk.User>;
  google: sdk.GoogleAuthProvider;
  login: sdk.LoginProvider;
  error: sdk.GoogleApiError | sdk.AdobePassError | sdk.FlowerDocsError | sdk.InvalidParamsError;
  transport: sdk.Transport;
  limiter: sdk.Limiter;
  device: sdk.Device;
  value: sdk.UnlistedValue;
  emulator: testing.Emulator;
  running: testing.RunningEmulator;
  clock: testing.ManualClock;
}

interface Theirs {
  android: copy.AndroidEnterprise;
  chrome: copy.ChromeDirectory;
  adobe: copy.AdobePassV1;
  flower: copy.FlowerDocs;
  pager: copy.Pager<copy.User>;
  google: copy.GoogleAuthProvider;
  login: copy.LoginProvider;
  error: copy.GoogleApiError | copy.AdobePassError | copy.FlowerDocsError | copy.InvalidParamsError;
  transport: copy.Transport;
  limiter: copy.Limiter;
  device: copy.Device;
  value: copy.UnlistedValue;
  emulator: testingCopy.Emulator;
  running: testingCopy.RunningEmulator;
  clock: testingCopy.ManualClock;
}

export function exchange(ours: Ours, theirs: Theirs) {
  accept<Ours>(theirs);
  accept<Theirs>(ours);
  accept<typeof sdk>(copy);
  accept<typeof copy>(sdk);
  accept<typeof testing>(testingCopy);
  accept<typeof testingCopy>(testing);
  new copy.AndroidEnterprise({ auth: ours.google, transport: ours.transport, clock: ours.clock });
  new copy.FlowerDocs({ auth: ours.login, baseUrl: "https://flowerdocs.example.com/core" });
  // @ts-expect-error: it is of another vendor
  new copy.FlowerDocs({ auth: ours.google, baseUrl: "https://flowerdocs.example.com/core" });
  // @ts-expect-error: a client of another service
  accept<sdk.FlowerDocs>(theirs.chrome);
  // @ts-expect-error: groups of methods are created by their client
  new sdk.EnrollmentTokens();
  // @ts-expect-error: no literal is an unlisted value
  accept<sdk.UnlistedValue>("enabled");
}

export function doubles(android: sdk.AndroidEnterprise, chrome: copy.ChromeDirectory) {
  accept<sdk.Double<sdk.AndroidEnterprise>>(android);
  accept<sdk.Double<sdk.ChromeDirectory>>(chrome);
  accept<sdk.Double<sdk.EnrollmentTokens>>({ create: async () => ({ token: "t" }) });
  accept<sdk.Double<sdk.ChromeEnrollmentTokens>>({
    list: () => new sdk.Pager(async () => ({ items: [] })),
    create: async () => ({ tokenPermanentId: "1", token: "t" }),
    get: async () => ({ tokenPermanentId: "1" }),
    revoke: async () => {},
    getOrCreate: async () => ({ tokenPermanentId: "1", token: "t" }),
    rotate: async () => ({ created: { tokenPermanentId: "1", token: "t" }, revoked: [] }),
  });
  accept<sdk.Double<Pick<sdk.AndroidEnterprise, "enrollmentTokens">>>({
    enrollmentTokens: { create: async ({ enterpriseId }) => ({ token: enterpriseId }) },
  });
  accept<sdk.Double<sdk.EnrollmentTokens>>({
    // @ts-expect-error: a token is a string
    create: async () => ({ token: 1 }),
  });
  const pager: sdk.Pager<string> = {
    async *pages() {},
    async *[Symbol.asyncIterator]() {},
    toArray: async () => [],
  };
  return pager;
}
