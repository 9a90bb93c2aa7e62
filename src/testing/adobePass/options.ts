/** Options of what tests do to the emulated Adobe Pass. */

/** Options of `emulator.adobePass.authenticate`. */
export interface AuthenticateDeviceOptions {
  /** Id of the programmer. */
  requestor: string;
  /** Id of the device. */
  deviceId: string;
  /** Lifetime of the authentication token, in seconds. @default 86400 */
  expiresInSeconds?: number | undefined;
}

/** Options of `emulator.adobePass.completeSignIn`. */
export interface CompleteSignInOptions {
  /** What the TV provider tells of the user. @default a `userID` */
  attributes?: Record<string, unknown> | undefined;
  /** Lifetime of the profile, in seconds. @default 2592000, which is 30 days */
  expiresInSeconds?: number | undefined;
}

/** Options of `emulator.adobePass.addSession`. */
export interface AddAdobeSessionOptions {
  /** Id of the service provider. */
  serviceProvider: string;
  /** Id of the device. */
  deviceId: string;
  /** Its code. @default a new one */
  code?: string | undefined;
  /** Id of the TV provider. */
  mvpd?: string | undefined;
  /** Domain of the application. */
  domainName?: string | undefined;
  /** Where the browser goes after the sign-in. */
  redirectUrl?: string | undefined;
}

/** Options of `emulator.adobePass.deny`. */
export interface DenyResourceOptions {
  /** The code of the error. @default that of a TV provider's denial */
  code?: string | undefined;
  /** The TV provider's text for the user. */
  details?: string | undefined;
}
