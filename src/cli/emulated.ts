/** The emulated services of `--emulator`, with something in them to show. */
import type { Emulator } from "tessera-sdk/testing";
import type { ServiceName } from "./catalog.js";

type Options = Readonly<Record<string, unknown>>;

/** An emulator whose lists are not empty. */
export async function createSeeded(service: ServiceName): Promise<Emulator> {
  const { createEmulator } = await import("tessera-sdk/testing");
  const emulator = createEmulator();
  if (service === "chrome-directory") await seedChrome(emulator);
  return emulator;
}

async function seedChrome(emulator: Emulator): Promise<void> {
  const { ChromeDirectory } = await import("tessera-sdk/chrome-directory");
  // The other API would warn that it is going to end.
  const access = { auth: emulator.issueToken(), transport: emulator.transport, api: "management" } as const;
  const { chromeDirectory } = emulator;
  const orgUnitId = chromeDirectory.addOrgUnit("/Sales/Kiosks");
  const { token } = await new ChromeDirectory(access).enrollmentTokens.create({ orgUnitId });
  chromeDirectory.enroll(token, { machineName: "KIOSK1" });
  chromeDirectory.addBrowser({ machineName: "PC1", lastActivityTime: "2026-01-15T09:30:00Z" });
  chromeDirectory.addProfile();
}

/** What a client of an emulated service has in place of an account. */
export function emulatedAccess(service: ServiceName, emulator: Emulator): Options {
  const { transport, flowerDocs } = emulator;
  if (service !== "flower-docs") return { auth: emulator.issueToken(), transport };
  return { auth: flowerDocs.issueToken(), transport, serverVersion: flowerDocs.serverVersion };
}
