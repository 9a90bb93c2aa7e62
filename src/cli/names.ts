/** Names and documentation of the manifest, as a command line has them. */

/** `enterprise-id` from `enterpriseId`, `saml-response` from `SAMLResponse`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** The first sentence of a documentation, on one line. */
export const firstSentence = (text: string) => (/^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text).replace(/\s+/g, " ");
