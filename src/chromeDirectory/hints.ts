/**
 * What a user should know about an error of this service. Chosen by what the message says: the reason `invalid` alone
 * has a dozen causes.
 */
import type { GoogleFailure } from "../google/errors.js";
import { BETA_GONE } from "./beta.js";
import { directoryEnrollmentTokens } from "./directory/enrollmentTokens.js";
import { orgUnitsEndpoints } from "./directory/orgUnits.js";
import { chromeDirectoryEndpoints, chromeManagementEndpoints } from "./endpoints.js";
import { managementEnrollmentTokens } from "./management/enrollmentTokens.js";

interface Failure extends GoogleFailure {
  /** Id of the endpoint. */
  readonly endpoint: string;
}

interface Hint {
  readonly when: (failure: Failure) => boolean;
  readonly text: string | ((failure: Failure) => string);
}

const CREATE = [directoryEnrollmentTokens.create.id, managementEnrollmentTokens.create.id];
const BY_TOKEN_ID = [
  directoryEnrollmentTokens.revoke.id,
  managementEnrollmentTokens.revoke.id,
  managementEnrollmentTokens.get.id,
];

const ORG_UNIT = orgUnitsEndpoints.get.id;

const isManagement = ({ endpoint }: Failure) => endpoint.startsWith("chromemanagement.");
const isBeta = (failure: Failure) => !isManagement(failure) && failure.endpoint !== ORG_UNIT;

const apiOf = (failure: Failure) => (isManagement(failure) ? "Chrome Management API" : "Admin SDK API");

const has = ({ reasons }: Failure, ...names: readonly string[]) => reasons.some((reason) => names.includes(reason));

/** What a missing scope and a missing privilege have in common. */
function scopesOf(failure: Failure): string {
  const groups = [...Object.values(chromeDirectoryEndpoints), ...Object.values(chromeManagementEndpoints)];
  const { scopes = [] } =
    groups.flatMap((group) => Object.values(group)).find(({ id }) => id === failure.endpoint) ?? {};
  return isManagement(failure) ? `${scopes.join(" or ")}. ${NO_CARRY_OVER}` : `${scopes.join(" or ")}.`;
}

const NO_CARRY_OVER =
  "The Chrome Management API has scopes of its own, `chrome.management.enrollmenttokens` and `chrome.management.browsers`: delegation entries for the Directory API's scope do not carry over";

const privilegeOf = ({ endpoint }: Failure) =>
  endpoint === ORG_UNIT
    ? "the privilege Organizational Units > Read"
    : "the privilege Chrome Management > Settings > Managed Browsers";

/** The first that applies, so the specific ones come first. */
const HINTS: readonly Hint[] = [
  {
    when: (failure) =>
      failure.status === 403 &&
      (has(failure, "accessnotconfigured", "servicedisabled") || /has not been used in project/i.test(failure.message)),
    text: (failure) => `Enable the ${apiOf(failure)} in the project of the credential.`,
  },
  {
    when: (failure) => has(failure, "domaincannotuseapis"),
    text: "An administrator must allow API access for the domain, in the Admin console.",
  },
  {
    when: (failure) =>
      failure.status === 403 &&
      (has(failure, "insufficientpermissions", "accesstokenscopeinsufficient") || /scope/i.test(failure.message)),
    text: (failure) => `The access token needs a scope: ${scopesOf(failure)}`,
  },
  {
    when: (failure) => failure.status === 403 && has(failure, "forbidden", "permissiondenied"),
    text: (failure) =>
      `Check that the ${apiOf(failure)} is enabled; that the caller is an administrator with ${privilegeOf(failure)}; that a service account has a \`subject\` or an administrator role of its own; and that a scope is granted: ${scopesOf(failure)}`,
  },
  {
    when: ({ status, message }) => status === 401 && /OAuth ?2(?:\.0)? access token/i.test(message),
    text: "The service takes no self-signed JWT: exchange it for an access token, as `googleAuth()` does. An access token may have expired.",
  },
  {
    when: ({ message }) => /inconsistent org/i.test(message),
    text: "Pass the real id of the customer as `customer`, in place of `my_customer`.",
  },
  {
    // Names of resources begin with it too.
    when: ({ message }) => /\bcustomer id\W+customers\//i.test(message),
    text: "Pass the id of the customer alone, without `customers/`.",
  },
  {
    when: ({ message }) => /invalid customer|customer (?:doesn't|does not) exist/i.test(message),
    text: "Check `customer`: an id such as `C03az79cb`, or `my_customer`, which a service account without `subject` may not have.",
  },
  {
    when: (failure) => isAboutUnit(failure),
    text: "Check the organizational unit: its full path from `/`, or its id.",
  },
  {
    when: ({ endpoint, status }) => BY_TOKEN_ID.includes(endpoint) && (status === 400 || status === 404),
    text: "The method wants the `tokenPermanentId`; the `token` itself, which is the secret, does not identify it.",
  },
  {
    when: (failure) => CREATE.includes(failure.endpoint) && mayBeActive(failure) && !saysOtherwise(failure.message),
    text: (failure) =>
      `Perhaps the organizational unit has an active token already: \`getOrCreate\` returns it, \`rotate\` replaces it.${
        isManagement(failure) ? " Or a token has had this `enrollmentTokenId`." : ""
      }`,
  },
  { when: (failure) => isBeta(failure) && isGone(failure), text: BETA_GONE },
];

/** The advice for an error, if there is any. */
export function hintFor(failure: Failure): string | undefined {
  const text = HINTS.find(({ when }) => when(failure))?.text;
  const said = typeof text === "function" ? text(failure) : text;
  return said && `(${said})`;
}

/** Whether a failed creation may mean that the unit has an active token. With which status is not documented. */
export function mayBeActive({ status }: { readonly status?: number | undefined }): boolean {
  return status === 400 || status === 409 || status === 412;
}

/** Whether the organizational unit was refused, and not what was to be done with it. */
export function isAboutUnit({ status, message }: { readonly status?: number | undefined; message: string }): boolean {
  return (status === 400 || status === 404) && /org[ _]?unit|organizational ?unit|(?<![a-z])OU(?![a-z])/i.test(message);
}

/** Whether a message names another cause than a token that exists. */
function saysOtherwise(message: string): boolean {
  const isBare =
    /^(?:invalid (?:input|argument|value)|bad request|conflict|failed precondition|precondition failed|condition not met)?(?:[\s:-]*invalid)?\.?$/i;
  return !isBare.test(message.trim()) && !/\bactive\b|\bexists?\b|\bduplicate/i.test(message);
}

/** Whether a response is one of a server that does not have the API. */
function isGone({ status, message, isApiError }: Failure): boolean {
  if (status === 410 || status === 501) return true;
  if (status === 404 && !isApiError) return true;
  const isSaid = /no longer|shut ?down|turned (?:off|down)|discontinued|deprecated|method not found|sunset/i;
  return status >= 400 && status < 500 && isSaid.test(message);
}
