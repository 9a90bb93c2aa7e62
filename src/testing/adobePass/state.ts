/** What the emulated Adobe Pass keeps: TV providers, sessions, profiles, TempPasses, and what was decided. */
import { RecentMap } from "../recentMap.js";

/** What TV providers often give. */
export const PROFILE_LIFETIME_SECONDS = 30 * 86_400;

/** A TV provider. */
export interface EmulatedMvpd {
  /** Its id. */
  id: string;
  /** Its name for users. @default its id */
  displayName?: string | undefined;
  /** Makes it a TempPass: for how long each device or identity may watch, and how many resources. */
  tempPass?: { seconds: number; resources?: number | undefined } | undefined;
  /** Whether Adobe lets its users in without a sign-in. @default false */
  degraded?: boolean | undefined;
  /** Whether its logout is in a browser. @default true */
  logsOutInBrowser?: boolean | undefined;
  /** Its id at Apple, by which it takes part in single sign-on. */
  platformMappingId?: string | undefined;
}

/** A sign-in that a device has started. */
export interface Session {
  readonly id: string;
  readonly code: string;
  readonly serviceProvider: string;
  readonly deviceId: string;
  readonly deviceInfo: Readonly<Record<string, unknown>>;
  /** Id of the client; `undefined` for every one. */
  readonly application: string | undefined;
  readonly notBefore: number;
  readonly notAfter: number;
  mvpd?: string | undefined;
  domainName?: string | undefined;
  redirectUrl?: string | undefined;
}

/** A profile of a user on a device. */
export interface StoredProfile {
  readonly mvpd: string;
  /** Id of the client to which it belongs; `undefined` for every one. */
  readonly application: string | undefined;
  readonly type: "regular" | "appleSSO";
  readonly notBefore: number;
  readonly notAfter: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Why a resource is denied. */
export interface Denial {
  readonly code?: string | undefined;
  readonly details?: string | undefined;
}

/** A TempPass that was begun. */
export interface UsedTempPass {
  readonly serviceProvider: string;
  readonly mvpd: string;
  /** Whom it counts for. */
  readonly deviceId?: string | undefined;
  readonly identity?: Readonly<Record<string, unknown>> | undefined;
  readonly startedAt: number;
  readonly resources: Set<string>;
}

/** A device by its programmer, and the application that asks. */
export interface Owner {
  readonly serviceProvider: string;
  readonly deviceId: string;
  readonly application: string | undefined;
}

/** A media token that was issued. */
export interface EmulatedMediaToken {
  /** The token itself. */
  serializedToken: string;
  /** The resource that it opens. */
  resource: string;
  /** Id of the TV provider. */
  mvpd: string;
  /** Milliseconds since the epoch. */
  notAfter: number;
}

export class State {
  readonly mvpds = new Map<string, EmulatedMvpd>();
  readonly denials = new Map<string, Denial>();
  readonly tempPasses = new RecentMap<UsedTempPass>();
  readonly mediaTokens = new RecentMap<EmulatedMediaToken>();
  readonly sessions: RecentMap<Session>;
  /** Of each device, by application and TV provider. */
  #profiles = new RecentMap<Map<string, StoredProfile>>();

  constructor(now: () => number) {
    this.sessions = new RecentMap(({ notAfter }) => notAfter <= now());
    this.mvpds.set("Cablevision", { id: "Cablevision", platformMappingId: "Cablevision" });
    this.mvpds.set("TempPass_TEST40", { id: "TempPass_TEST40", tempPass: { seconds: 600 } });
  }

  /** Keeps a session. The code of a device replaces its previous one. */
  addSession(session: Session): void {
    for (const [code, { serviceProvider, deviceId, application }] of this.sessions) {
      const isOfDevice = serviceProvider === session.serviceProvider && deviceId === session.deviceId;
      if (isOfDevice && application === session.application) this.sessions.delete(code);
    }
    this.sessions.set(session.code, session);
  }

  addProfile({ serviceProvider, deviceId }: Owner, profile: StoredProfile): void {
    const key = JSON.stringify([serviceProvider, deviceId]);
    const ofDevice = this.#profiles.get(key) ?? new Map<string, StoredProfile>();
    ofDevice.set(JSON.stringify([profile.application, profile.mvpd]), profile);
    this.#profiles.set(key, ofDevice);
  }

  /** The profiles that an application sees, expired ones included, the newest last. */
  profilesOf({ serviceProvider, deviceId, application }: Owner): StoredProfile[] {
    const ofDevice = this.#profiles.get(JSON.stringify([serviceProvider, deviceId])) ?? new Map();
    return [...ofDevice.values()].filter(
      (each) => each.application === undefined || application === undefined || each.application === application,
    );
  }

  removeProfile({ serviceProvider, deviceId }: Owner, { application, mvpd }: StoredProfile): void {
    this.#profiles.get(JSON.stringify([serviceProvider, deviceId]))?.delete(JSON.stringify([application, mvpd]));
  }
}
