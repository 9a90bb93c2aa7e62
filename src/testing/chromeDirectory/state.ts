/** What both APIs show: one customer's units, enrollment tokens, browsers and profiles. */
import { RecentMap } from "../recentMap.js";
import { type OrgUnit, OrgUnits } from "./orgUnits.js";

export interface StoredToken {
  /** Last segment of its name on v1: the caller's `enrollmentTokenId`, or the same as `tokenPermanentId`. */
  readonly id: string;
  readonly tokenPermanentId: string;
  readonly token: string;
  readonly unit: OrgUnit;
  /** Tokens are listed in this order. */
  readonly sequence: number;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  revokedAt: number | undefined;
}

/** What administrators note about a browser. */
export interface Annotations {
  /** Who uses it. */
  annotatedUser?: string;
  /** Where it is. */
  annotatedLocation?: string;
  /** Anything else. */
  annotatedNotes?: string;
  /** Its number in an inventory. */
  annotatedAssetId?: string;
}

export interface StoredExtension {
  readonly extensionId: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly installType: string;
}

export interface StoredPolicy {
  readonly name: string;
  readonly source: string;
  /** JSON text. */
  readonly value: string;
}

export interface OperatingSystem {
  readonly platform: string;
  readonly platformVersion: string;
  readonly version: string;
  /** Where Chrome is installed. */
  readonly executablePath: string;
}

/** A browser with what it reported. Times are in milliseconds since the epoch. */
export interface StoredBrowser {
  readonly id: string;
  unit: OrgUnit;
  annotations: Annotations;
  readonly machineName: string;
  readonly serialNumber: string;
  readonly virtualDeviceId: string;
  readonly os: OperatingSystem;
  readonly version: string;
  readonly users: readonly string[];
  readonly policies: readonly StoredPolicy[];
  readonly extensions: readonly StoredExtension[];
  readonly extensionCount: number;
  /** The secret of the token that enrolled it, if one did. */
  readonly enrolledBy: string | undefined;
  readonly registeredAt: number;
  readonly lastActivityAt: number;
}

export interface StoredProfile {
  readonly id: string;
  readonly profileId: string;
  readonly displayName: string;
  readonly userEmail: string;
  readonly userId: string;
  readonly unit: OrgUnit;
  readonly machineName: string;
  readonly os: OperatingSystem;
  readonly version: string;
  readonly extensions: readonly StoredExtension[];
  readonly enrolledAt: number;
  readonly lastActivityAt: number;
  readonly commands: Map<string, StoredCommand>;
}

export interface StoredCommand {
  readonly id: string;
  readonly sequence: number;
  readonly commandType: string;
  readonly payload: object;
  readonly issuedAt: number;
  executedAt: number | undefined;
}

export class State {
  /** Without its leading `C`. */
  readonly customerId = "03az79cb";
  /** Name of the root unit. */
  readonly customerName = "example.com";
  readonly units = new OrgUnits();
  /** By their ids. */
  readonly tokens: RecentMap<StoredToken>;
  readonly browsers = new Map<string, StoredBrowser>();
  readonly profiles = new Map<string, StoredProfile>();
  #sequence = 0;

  constructor(now: () => number) {
    this.tokens = new RecentMap((token) => stateOf(token, now()) !== "active");
  }

  /** Numbers what is listed in the order of its creation. */
  next(): number {
    return ++this.#sequence;
  }
}

export function stateOf({ revokedAt, expiresAt }: StoredToken, now: number): "active" | "expired" | "revoked" {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt !== undefined && expiresAt <= now ? "expired" : "active";
}
