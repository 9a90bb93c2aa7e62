/** Names as a command line spells them. */

/** `enterprise-id` from `enterpriseId`, `saml-response` from `SAMLResponse`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}
