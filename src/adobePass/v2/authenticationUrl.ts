/** The address at which a user signs in. */

import { encodePathValue } from "../../core/encode.js";
import { checkBaseUrl } from "../../core/options.js";
import { closedEnumOf, nonEmptyString, objectOf, string } from "../../core/schema.js";
import { checkAgainst } from "../../core/validate.js";
import { type AdobeEnvironment, ENVIRONMENTS, hostOf } from "../environment.js";
import { codeSchema, plainCode } from "./code.js";

/** Parameters of {@link authenticationUrl}. */
export interface AuthenticationUrlParams {
  /** Id of the service provider. */
  serviceProvider: string;
  /** The code of a session without missing parameters. */
  code: string;
  /** The environment of the code. @default "production" */
  environment?: AdobeEnvironment | undefined;
  /** Takes precedence over `environment`. */
  baseUrl?: string | undefined;
}

const schema = objectOf<AuthenticationUrlParams>()(
  () => ({
    serviceProvider: nonEmptyString,
    code: codeSchema,
    environment: closedEnumOf(...ENVIRONMENTS),
    baseUrl: string,
  }),
  { serviceProvider: true, code: true },
);

/**
 * The address at which a user signs in, to be opened in a browser and never fetched: the same as the `url` of a session
 * to `authenticate`, for where only its code is known.
 *
 * @throws An {@link InvalidParamsError} if a parameter is missing, unknown or invalid.
 * @example
 * ```ts
 * import { authenticationUrl } from "tessera-sdk/adobe-pass";
 *
 * const url = authenticationUrl({ serviceProvider: "REF30", code: "8ER640M" });
 * ```
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/sessions-apis/rest-api-v2-sessions-apis-perform-authentication-in-user-agent
 */
export function authenticationUrl(params: AuthenticationUrlParams): string {
  checkAgainst(schema, params, "params");
  const { serviceProvider, code, environment, baseUrl } = params;
  const root = baseUrl === undefined ? hostOf("sp", environment) : checkBaseUrl(baseUrl, false);
  return `${root}/api/v2/authenticate/${encodePathValue("serviceProvider", serviceProvider)}/${plainCode(code)}`;
}
