/** Credentials of each kind, as `gcloud` and the Cloud console write them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { KEY } from "./serviceAccount.js";

export const SECRET_REFRESH = "1//s3cret-refresh/token";
export const SECRET_CLIENT = "GOCSPX-s3cret-of-the-client";
export const SUBJECT_TOKEN = "s3cret.subject.token";

export const USER = {
  type: "authorized_user",
  client_id: "764086051850-abc.apps.googleusercontent.com",
  client_secret: SECRET_CLIENT,
  refresh_token: SECRET_REFRESH,
  quota_project_id: "quota-project",
};

const TARGET = "target@other-project.iam.gserviceaccount.com";
export const IMPERSONATION_URL = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${TARGET}:generateAccessToken`;

export const impersonated = (source: object) => ({
  type: "impersonated_service_account",
  service_account_impersonation_url: IMPERSONATION_URL,
  delegates: [],
  source_credentials: source,
});

export const external = (credential_source: object, more: object = {}) => ({
  type: "external_account",
  audience: "//iam.googleapis.com/projects/123456/locations/global/workloadIdentityPools/pool/providers/provider",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  token_url: "https://sts.googleapis.com/v1/token",
  credential_source,
  ...more,
});

export const EXTERNAL_USER = {
  type: "external_account_authorized_user",
  audience: "//iam.googleapis.com/locations/global/workforcePools/pool/providers/provider",
  client_id: "client",
  client_secret: SECRET_CLIENT,
  refresh_token: SECRET_REFRESH,
  token_url: "https://sts.googleapis.com/v1/oauthtoken",
};

/** One of each kind; files are written to `directory`. */
export function eachKind(directory: string): [kind: string, credentials: object, requests: string[]][] {
  const file = join(directory, "subject-token");
  writeFileSync(file, SUBJECT_TOKEN);
  const program = join(directory, "executable.mjs");
  const written = {
    version: 1,
    success: true,
    token_type: "urn:ietf:params:oauth:token-type:id_token",
    id_token: SUBJECT_TOKEN,
  };
  writeFileSync(program, `console.error("a warning"); console.log(${JSON.stringify(JSON.stringify(written))});`);
  const command = `${process.execPath} "${program}"`;
  const [oauth, sts, iam] = ["oauth2.googleapis.com", "sts.googleapis.com", "iamcredentials.googleapis.com"];
  return [
    ["a service account", KEY, [oauth]],
    ["a user", USER, [oauth]],
    ["a workforce user", EXTERNAL_USER, [sts]],
    ["a service account that a service account impersonates", impersonated(KEY), [oauth, iam]],
    ["a service account that a user impersonates", impersonated(USER), [oauth, iam]],
    ["workload identity by a file", external({ file }), [sts]],
    [
      "workload identity by a file, impersonating",
      external({ file }, { service_account_impersonation_url: IMPERSONATION_URL }),
      [sts, iam],
    ],
    ["workload identity by a URL", external({ url: "http://127.0.0.1:1/token" }), ["127.0.0.1:1", sts]],
    [
      "workload identity by AWS",
      external({ environment_id: "aws1", regional_cred_verification_url: "https://sts.{region}.amazonaws.com" }),
      [sts],
    ],
    ["workload identity by an executable", external({ executable: { command, timeout_millis: 30_000 } }), [sts]],
    ["an impersonation by workload identity", impersonated(external({ file })), [sts, iam]],
  ];
}

/** What {@link eachKind} needs of the environment. */
export const ENVIRONMENT = {
  GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES: "1",
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYs3cretKEY",
};
