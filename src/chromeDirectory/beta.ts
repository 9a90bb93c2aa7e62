/** What Google has announced for the Directory API's version v1.1beta1. */

const AS_ANNOUNCED = "as of Chrome 166, not before 2027-03-09 by Google's two-week cycle";

const SUCCESSOR =
  'To call its successor, the Chrome Management API, create `ChromeDirectory` with `api: "management"`, enable that API and grant its scopes';

/** Said once a process. */
export const BETA_WARNING =
  `Google has announced that the Admin SDK's beta API for Chrome browsers and enrollment tokens will be unavailable ${AS_ANNOUNCED}. ` +
  `${SUCCESSOR}; its tokens have no end (\`ttl\`, \`expireTime\`).`;

/** Said of a response that an API gives which is not there. */
export const BETA_GONE =
  "Perhaps Google has switched off the Admin SDK's beta API for Chrome browsers and enrollment tokens, announced " +
  `${AS_ANNOUNCED}, or \`baseUrl\` leads elsewhere. ${SUCCESSOR}.`;
