/** What an application is told of the registrations of its devices. */
import type { AuthError } from "../../core/errors.js";

/** Which registration an event is about. */
export interface AdobeRegistrationFacts {
  /** Key of the registration in the store. */
  key: string;
  /** Id of the device; absent for calls that name no device. */
  deviceId?: string;
}

/**
 * What happened to the registration of a device. The user of a device loses its profiles with its client id, and has to
 * sign in again.
 */
export type AdobeRegistrationEvent =
  | (AdobeRegistrationFacts & {
      /** `registered`: the store had no client for the device, and one was registered. */
      type: "registered";
      /** The new client id. */
      clientId: string;
    })
  | (AdobeRegistrationFacts & {
      /** `replaced`: Adobe no longer accepts the client of the device, and another was registered. */
      type: "replaced";
      /** The new client id. */
      clientId: string;
      /** The one that Adobe refused. */
      previousClientId: string;
    })
  | (AdobeRegistrationFacts & {
      /** `lost`: Adobe no longer accepts the client of the device, and no other could be registered. */
      type: "lost";
      /** The one that Adobe refused. */
      clientId: string;
      /** Why no other was registered. */
      error: AuthError;
    })
  | (AdobeRegistrationFacts & {
      /** `not_stored`: the client or its token could not be stored, and will be lost at the end of the process. */
      type: "not_stored";
      /** The client id. */
      clientId: string;
      /** What the store reported. */
      error: unknown;
    })
  | (AdobeRegistrationFacts & {
      /** `refresh_failed`: no new token could be obtained early. The one that is still valid is used, until it expires. */
      type: "refresh_failed";
      /** The client id. */
      clientId: string;
      /** Why not. */
      error: AuthError;
    });

/** An event without the facts that all have. */
export type EventOf<T = AdobeRegistrationEvent> = T extends AdobeRegistrationFacts
  ? Omit<T, keyof AdobeRegistrationFacts>
  : never;
