/** Google's service accounts and their key, which `googleAuth()` signs its token requests with. */
import { custom, inputListOf, objectOf, string } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";

/** Options of `emulator.serviceAccountKey`. */
export interface ServiceAccountKeyOptions {
  /** Email address of the service account. @default "emulator@emulated-project.iam.gserviceaccount.com" */
  clientEmail?: string | undefined;
  /** The scopes that the account may request. They replace those of an earlier key of it. @default every scope */
  scopes?: readonly string[] | undefined;
}

/** A key of a service account, as the Cloud console lets it be downloaded. */
export interface EmulatedServiceAccountKey {
  /** The kind of credential, `service_account`. */
  type: "service_account";
  /** The project of the account. */
  project_id: string;
  /** Id of the key. */
  private_key_id: string;
  /** RSA key of 2,048 bits: PKCS #8, in PEM. */
  private_key: string;
  /** Email address of the account. */
  client_email: string;
  /** Number of the account. */
  client_id: string;
  /** Where users sign in. Service accounts do not use it, and it is not emulated. */
  auth_uri: string;
  /** Where tokens are requested: at the emulator's server, or at Google's own address where there is no server. */
  token_uri: string;
  /** Domain of Google's services, `googleapis.com`. */
  universe_domain: "googleapis.com";
}

const DEFAULT_EMAIL = "emulator@emulated-project.iam.gserviceaccount.com";
const CLIENT_ID = "100000000000000000001";
const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** As far as an assertion must be told from text of another kind. */
export const isEmail = (value: unknown): value is string =>
  typeof value === "string" && /^[^\s@]+@[^\s@]+$/.test(value);

const optionsSchema = objectOf<ServiceAccountKeyOptions>()(() => ({
  clientEmail: custom<string>(isEmail, "must be an email address"),
  scopes: inputListOf(string),
}));

/** An RSA key. It takes long to generate, so all accounts of an emulator share one, which `reset()` keeps. */
export class SigningKey {
  readonly id = crypto.randomUUID().replaceAll("-", "");
  #pair: Promise<CryptoKeyPair> | undefined;

  async pem(): Promise<string> {
    const { privateKey } = await this.#generated();
    const bytes = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
    const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
    return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
  }

  async verifies(signed: string, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const { publicKey } = await this.#generated();
    return crypto.subtle.verify(ALGORITHM.name, publicKey, signature, new TextEncoder().encode(signed));
  }

  #generated(): Promise<CryptoKeyPair> {
    this.#pair ??= crypto.subtle.generateKey(
      { ...ALGORITHM, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ["sign", "verify"],
    );
    return this.#pair;
  }
}

/** The accounts that may request tokens. One exists from the beginning. */
export class ServiceAccounts {
  readonly key: SigningKey;
  /** By email address: the scopes that the account may request; `undefined` for every scope. */
  #accounts = new Map<string, readonly string[] | undefined>([[DEFAULT_EMAIL, undefined]]);

  constructor(key: SigningKey) {
    this.key = key;
  }

  async keyFile(options: ServiceAccountKeyOptions, tokenUri: string): Promise<EmulatedServiceAccountKey> {
    checkAgainst(optionsSchema, options, "options");
    const { clientEmail = DEFAULT_EMAIL, scopes } = options;
    this.#accounts.set(clientEmail, scopes && [...scopes]);
    return {
      type: "service_account",
      project_id: /@([^.]+)/.exec(clientEmail)?.[1] ?? "",
      private_key_id: this.key.id,
      private_key: await this.key.pem(),
      client_email: clientEmail,
      client_id: CLIENT_ID,
      auth_uri: "https://accounts.google.com/o/oauth2/auth",
      token_uri: tokenUri,
      universe_domain: "googleapis.com",
    };
  }

  has(email: string): boolean {
    return this.#accounts.has(email);
  }

  mayRequest(email: string, scopes: readonly string[]): boolean {
    const allowed = this.#accounts.get(email);
    return allowed === undefined || scopes.every((scope) => allowed.includes(scope));
  }
}
