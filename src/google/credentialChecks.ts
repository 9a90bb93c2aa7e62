/** Checks a credential before the library sees it, so that an error can say what is missing and what it is instead. */
import { AuthError } from "../core/errors.js";
import { isSafeOrigin } from "../core/options.js";
import { objectIn } from "./credentials.js";
import { usableKey } from "./privateKey.js";

type Json = Record<string, unknown>;

export const SERVICE_ACCOUNT = "service_account";
export const AUTHORIZED_USER = "authorized_user";
export const IMPERSONATED = "impersonated_service_account";
export const EXTERNAL_ACCOUNT = "external_account";
export const EXTERNAL_USER = "external_account_authorized_user";

/** By type: the fields that must hold text. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  [SERVICE_ACCOUNT]: ["client_email", "private_key"],
  [AUTHORIZED_USER]: ["client_id", "client_secret", "refresh_token"],
  [IMPERSONATED]: ["service_account_impersonation_url"],
  [EXTERNAL_ACCOUNT]: ["audience", "subject_token_type"],
  [EXTERNAL_USER]: ["client_id", "client_secret", "refresh_token"],
};

const NEW_KEY =
  "Create a JSON key in the Cloud console (IAM & Admin, Service Accounts, Keys), or pass the credential of `gcloud auth application-default login`.";

/** An impersonated account can itself be the source of another; more is a circle. */
const MAX_SOURCES = 4;

/** The credential, ready for the library. @param name what it is, as the beginning of a sentence. */
export async function checked(json: Json, name: string, depth = 0): Promise<Json & { type: string }> {
  const type = typeOf(json, name);
  const [missing] = (REQUIRED[type] as readonly string[]).filter((field) => !isText(json[field]));
  if (missing !== undefined) throw new AuthError(`${name} has no \`${missing}\`. ${missingHint(json, type)}`);
  if (type === SERVICE_ACCOUNT) {
    checkTokenUri(json, name);
    const of = `The \`private_key\` of ${name.replace(/^The/, "the").replace(/,$/, "")}`;
    return { ...json, type, private_key: await usableKey(String(json.private_key), of) };
  }
  if (type === EXTERNAL_ACCOUNT) checkSource(json, name);
  if (type === IMPERSONATED) {
    const source = objectIn(json.source_credentials);
    if (source === undefined) throw new AuthError(`${name} has no \`source_credentials\`. ${NEW_KEY}`);
    if (depth === MAX_SOURCES) throw new AuthError(`${name} has \`source_credentials\` within one another.`);
    checkImpersonationUrl(json, name);
    return { ...json, type, source_credentials: await checked(source, `${name}'s \`source_credentials\``, depth + 1) };
  }
  if (json.service_account_impersonation_url !== undefined) checkImpersonationUrl(json, name);
  return { ...json, type };
}

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";

function typeOf(json: Json, name: string): string {
  const { type } = json;
  const { length } = Object.keys(json);
  if (typeof type === "string" && Object.hasOwn(REQUIRED, type)) return type;
  if (type === undefined && (isText(json.client_email) || isText(json.private_key))) return SERVICE_ACCOUNT;
  throw new AuthError(`${name} ${length === 0 ? "is an empty object." : otherKind(json)} ${NEW_KEY}`);
}

/** What people take for a key file. */
function otherKind(json: Json): string {
  if (objectIn(json.installed) || objectIn(json.web)) {
    return "is the file of an OAuth client, which identifies an application and not an account.";
  }
  if (isText(json.access_token) || isText(json.id_token)) {
    return "is a token response: pass its access token as `auth`, or a function that returns one.";
  }
  if (["apiKey", "api_key", "key", "keyString"].some((field) => isText(json[field]))) {
    return "is an API key, which these services do not accept.";
  }
  if (json.project_info !== undefined || json.projectId !== undefined)
    return "is the configuration of an app, not a key.";
  if (objectIn(json.default)) return "holds the credential in `default`, as an imported module does: pass that.";
  if (isText(json.clientEmail) || isText(json.privateKey)) {
    return "has its fields in another spelling: they are `client_email` and `private_key`, as in the file.";
  }
  if (json.type === "gdch_service_account") return "is of Google Distributed Cloud, which does not serve this API.";
  if (json.type === undefined) return `has no \`type\`, so that it is not a key file.`;
  return `has an unknown \`type\`, so that it is not a key file. Known are ${Object.keys(REQUIRED).join(", ")}.`;
}

function missingHint(json: Json, type: string): string {
  if (type === SERVICE_ACCOUNT) return `It is incomplete, or not a key file. ${NEW_KEY}`;
  if (type === EXTERNAL_ACCOUNT || type === IMPERSONATED) return "Create the configuration again, with gcloud.";
  return json.refresh_token === undefined
    ? "It has no sign-in: gcloud auth application-default login."
    : "It is incomplete. Sign in again: gcloud auth application-default login.";
}

function checkImpersonationUrl(json: Json, name: string): void {
  const url = String(json.service_account_impersonation_url);
  if (URL.canParse(url) && /\/[^/]+:generateAccessToken$/.test(url) && url.length <= 256) return;
  throw new AuthError(
    `${name} has a \`service_account_impersonation_url\` that is not a URL ending in /{account}:generateAccessToken.`,
  );
}

function checkTokenUri({ token_uri: uri }: Json, name: string): void {
  if (uri === undefined || (URL.canParse(String(uri)) && isSafeOrigin(new URL(String(uri))))) return;
  throw new AuthError(`${name} has a \`token_uri\` that is not an https URL.`);
}

function checkSource(json: Json, name: string): void {
  const source = objectIn(json.credential_source);
  const kinds = ["file", "url", "executable", "certificate", "environment_id"].filter((kind) => source?.[kind]);
  if (source === undefined || kinds.length === 0) {
    throw new AuthError(`${name} has no \`credential_source\`. Create the configuration again, with gcloud.`);
  }
  for (const [field, url] of [
    ["token_url", json.token_url],
    ["credential_source.url", source.url],
  ]) {
    if (url === undefined || URL.canParse(String(url))) continue;
    throw new AuthError(`${name} has a \`${field}\` that is not a URL.`);
  }
}
