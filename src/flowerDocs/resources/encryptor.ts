/** `encryptor`: encrypts texts for configuration files. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, objectOf } from "../../core/schema.js";
import { parseJson } from "../../core/values.js";
import { endpoint } from "../endpoint.js";
import { TEXT } from "../responses.js";

/** A text to encrypt. */
export interface EncryptFlowerDocsTextParams {
  /** The text. */
  text: string;
}

const encryptParams = objectOf<EncryptFlowerDocsTextParams>()(() => ({ text: nonEmptyString }), { text: true });

/** Also if it comes as a JSON string. Other JSON, such as an error, is not text. */
function readText(raw: unknown): unknown {
  const parsed = parseJson(String(raw));
  return parsed === undefined ? raw : parsed.value;
}

export const encryptorEndpoints = {
  encrypt: endpoint("encryptor.encrypt", {
    http: "POST /encrypt",
    body: "text",
    idempotency: "safe",
    effect: "read",
    params: encryptParams,
    secret: ["text"],
    ...TEXT,
    fromWire: readText,
  }),
};

/**
 * Encrypts texts, such as passwords, for the configuration files of FlowerDocs.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/stringEncryptor
 */
export class FlowerDocsEncryptor extends Resource {
  /**
   * Encrypts a text.
   *
   * @example
   * ```ts
   * const encrypted = await client.encryptor.encrypt({ text: "a password" });
   * console.log(encrypted);
   * ```
   */
  encrypt(params: EncryptFlowerDocsTextParams, options?: CallOptions): ResponsePromise<string> {
    return this.call(encryptorEndpoints.encrypt, params, options);
  }
}
