/** The three ways to the emulator, and clients that go each of them. Everything is closed when the test ends. */
import { setupServer } from "msw/node";
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  type ClientOptions,
  FlowerDocs,
  type FlowerDocsCredential,
  fetchTransport,
  flowerDocsLogin,
  type GoogleCredential,
} from "tessera-sdk";
import { createEmulator, type Emulator, ManualClock, startEmulator } from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";
import { onTestFinished } from "vitest";

export const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: { model: "TV", osName: "tvOS" } };
export const USER = { enterpriseId: "LC00lwk1yg", userId: "110001" };
export const ACCOUNT = { user: "jna", password: "emulated-password", scope: "ACME" };

export interface Bench {
  emulator: Emulator;
  /** The emulator's: the clients wait on the machine's. */
  clock: ManualClock;
  auth: string;
  emm: AndroidEnterprise;
  chrome: ChromeDirectory;
  adobe: AdobePassV1;
  flower: FlowerDocs;
  chromeAs(auth: GoogleCredential, options?: ClientOptions): ChromeDirectory;
  emmAs(auth: GoogleCredential): AndroidEnterprise;
  flowerAs(auth: FlowerDocsCredential): FlowerDocs;
}

type Addresses = Record<"androidEnterprise" | "chromeDirectory" | "adobePass" | "flowerDocs", ClientOptions>;

function bench(emulator: Emulator, clock: ManualClock, options: ClientOptions, to: Addresses): Bench {
  const auth = emulator.issueToken();
  const shared = { retry: { baseMs: 0 }, ...options } as const;
  const flowerAs = (credential: FlowerDocsCredential) =>
    new FlowerDocs({ auth: credential, ...shared, ...to.flowerDocs, baseUrl: to.flowerDocs.baseUrl ?? "" });
  const chromeAs = (credential: GoogleCredential, more: ClientOptions = {}) =>
    new ChromeDirectory({ auth: credential, ...shared, ...to.chromeDirectory, ...more });
  const emmAs = (credential: GoogleCredential) =>
    new AndroidEnterprise({ auth: credential, ...shared, ...to.androidEnterprise });
  const adobe = new AdobePassV1({ auth, ...shared, ...to.adobePass });
  return {
    emulator,
    clock,
    auth,
    emm: emmAs(auth),
    chrome: chromeAs(auth),
    adobe,
    flower: flowerAs(flowerDocsLogin(ACCOUNT)),
    chromeAs,
    emmAs,
    flowerAs,
  };
}

const FLOWER_DOCS = "https://flowerdocs.example.com/core";

export function inProcess(options: ClientOptions = {}): Promise<Bench> {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  const to = { transport: emulator.transport };
  const addresses = { androidEnterprise: to, chromeDirectory: to, adobePass: to };
  return Promise.resolve(
    bench(emulator, clock, options, { ...addresses, flowerDocs: { ...to, baseUrl: FLOWER_DOCS } }),
  );
}

async function overHttp(options: ClientOptions = {}): Promise<Bench> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock });
  onTestFinished(() => emulator.close());
  const { baseUrls } = emulator;
  return bench(emulator, clock, options, {
    androidEnterprise: { baseUrl: baseUrls.androidEnterprise },
    chromeDirectory: { baseUrl: baseUrls.chromeDirectory },
    adobePass: { baseUrl: baseUrls.adobePass },
    flowerDocs: { baseUrl: baseUrls.flowerDocs },
  });
}

/** With the services' own addresses: none of it reaches a network. */
function throughMsw(options: ClientOptions = {}): Promise<Bench> {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  const server = setupServer(...handlers(emulator, { flowerDocs: `${FLOWER_DOCS}/` }));
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => server.close());
  const to = { transport: fetchTransport() };
  const addresses = { androidEnterprise: to, chromeDirectory: to, adobePass: to };
  return Promise.resolve(
    bench(emulator, clock, options, { ...addresses, flowerDocs: { ...to, baseUrl: FLOWER_DOCS } }),
  );
}

export const ways = [
  { way: "in process", open: inProcess },
  { way: "over HTTP", open: overHttp },
  { way: "through msw", open: throughMsw },
];
