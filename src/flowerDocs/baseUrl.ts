/** The root of Core, of which users have many an address. */
import { invalidParam } from "../core/errors.js";

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\/rest$/i, "must be the root of Core, without `/rest` at its end, which the client adds"],
  [
    /\/services$/i,
    "must be the root of Core, without `/services` at its end, which is the address of its SOAP services",
  ],
  [/\/swagger-ui$|\.(?:html?|jsp|json|ya?ml|wsdl)$/i, "must be the root of Core, and not the address of a page"],
];

/** @throws An {@link InvalidParamsError} for an address below the root, as configurations and browsers show them. */
export function checkRoot(baseUrl: string): void {
  const { pathname } = new URL(baseUrl);
  const problem = ENDINGS.find(([ending]) => ending.test(pathname.replace(/\/+$/, "")));
  if (problem) invalidParam("baseUrl", problem[1]);
}
