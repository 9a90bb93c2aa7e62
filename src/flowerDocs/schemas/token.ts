/** A token that FlowerDocs issued. */
import { objectOf, type Schema, string } from "../../core/schema.js";

/** A token that FlowerDocs issued. */
export interface FlowerDocsToken {
  /**
   * The token. Treat it as a password: some installations put a password into it.
   * @secret
   */
  token: string;
  /** When it expires, ISO-8601 in UTC. Absent when neither the response nor the token says so. */
  expiresAt?: string;
  /**
   * The body of the response as received.
   * @secret
   */
  raw: string;
}

export const tokenSchema: Schema<FlowerDocsToken> = objectOf<FlowerDocsToken>()(
  () => ({ token: string, expiresAt: string, raw: string }),
  { token: true, raw: true },
);
