/**
 * The error codes that Adobe documents, as data: what it advises for each, and the statuses it comes with.
 *
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes
 */

/**
 * Where a code is documented: `rest-v2` and `rest-v1`, the REST APIs; `sso`, the SSO service; `registration`, dynamic
 * client registration; `historical`, earlier documents, as older servers may still send it; `undocumented`, only in
 * Adobe's machine-readable description.
 */
export type AdobeErrorSource = "rest-v2" | "rest-v1" | "sso" | "registration" | "historical" | "undocumented";

/** Codes, separated by white space, with the action that Adobe documents for them (or none) and their statuses. */
interface Row {
  readonly source: AdobeErrorSource;
  readonly action?: string;
  readonly statuses: readonly number[];
  readonly codes: string;
}

const ROWS: readonly Row[] = [
  {
    source: "rest-v2",
    action: "none",
    statuses: [400],
    codes: `
      invalid_parameter_service_provider invalid_parameter_mvpd invalid_parameter_code invalid_parameter_resources
      invalid_parameter_redirect_url invalid_parameter_partner invalid_parameter_saml_response
      invalid_header_device_info invalid_header_device_identifier invalid_header_identity_for_temporary_access
      invalid_header_pfs_permission_access_not_present invalid_header_pfs_permission_access_not_determined
      invalid_header_pfs_permission_access_not_granted invalid_header_pfs_provider_id_not_determined
      invalid_header_pfs_provider_id_mismatch invalid_header_pfs_provider_info_expired invalid_integration
      invalid_authentication_session`,
  },
  {
    source: "rest-v2",
    action: "none",
    statuses: [403],
    codes: `
      preauthorization_denied_by_mvpd authorization_denied_by_mvpd authorization_denied_by_parental_controls
      authorization_denied_by_degradation_rule`,
  },
  { source: "rest-v2", action: "none", statuses: [500], codes: "internal_server_error" },
  { source: "rest-v2", action: "configuration", statuses: [403], codes: "too_many_resources" },
  {
    source: "rest-v2",
    action: "configuration",
    statuses: [500],
    codes: `
      invalid_configuration_user_metadata_certificate invalid_configuration_temporary_access
      invalid_configuration_platform invalid_configuration_platform_id invalid_configuration_platform_trait
      invalid_configuration_platform_category_trait invalid_configuration_platform_services
      invalid_configuration_mvpd_platform invalid_configuration_mvpd_platform_boarding_status
      invalid_configuration_mvpd_platform_profile_exchange`,
  },
  {
    source: "rest-v2",
    action: "application-registration",
    statuses: [401],
    codes: "invalid_access_token_service_provider invalid_access_token_client_application",
  },
  {
    source: "rest-v2",
    action: "authentication",
    statuses: [403],
    codes: `
      authenticated_profile_missing authenticated_profile_expired authenticated_profile_invalidated
      temporary_access_duration_limit_exceeded temporary_access_resources_limit_exceeded
      authorization_denied_by_hba_policies authorization_denied_by_session_invalidated
      identity_not_recognized_by_mvpd`,
  },
  {
    source: "rest-v2",
    action: "retry",
    statuses: [403],
    codes: "network_received_error network_connection_timeout maximum_execution_time_exceeded",
  },
  {
    source: "rest-v1",
    action: "none",
    statuses: [400],
    codes: "invalid_requestor invalid_device_info invalid_device_id",
  },
  { source: "rest-v1", action: "none", statuses: [400, 412], codes: "missing_resource malformed_authz_request" },
  {
    source: "rest-v1",
    action: "none",
    statuses: [403],
    codes: `
      preauthorization_denied_by_mvpd authorization_denied_by_mvpd authorization_denied_by_parental_controls`,
  },
  { source: "rest-v1", action: "none", statuses: [400, 405, 500], codes: "internal_error" },
  { source: "rest-v1", action: "configuration", statuses: [400, 412], codes: "unknown_integration" },
  { source: "rest-v1", action: "configuration", statuses: [403], codes: "too_many_resources" },
  { source: "rest-v1", action: "authentication", statuses: [400], codes: "authentication_session_issuer_mismatch" },
  {
    source: "rest-v1",
    action: "authentication",
    statuses: [403],
    codes: `
      authorization_denied_by_hba_policies authorization_denied_by_session_invalidated
      identity_not_recognized_by_mvpd authentication_session_invalidated`,
  },
  {
    source: "rest-v1",
    action: "authentication",
    statuses: [403, 412],
    codes: "authentication_session_missing authentication_session_expired",
  },
  {
    source: "rest-v1",
    action: "authentication",
    statuses: [412],
    codes: `
      preauthorization_authentication_session_missing preauthorization_authentication_session_expired`,
  },
  { source: "rest-v1", action: "authorization", statuses: [403, 404], codes: "authorization_not_found" },
  { source: "rest-v1", action: "authorization", statuses: [410], codes: "authorization_expired" },
  {
    source: "rest-v1",
    action: "retry",
    statuses: [403],
    codes: "network_received_error network_connection_timeout maximum_execution_time_exceeded",
  },
  { source: "sso", action: "get_new_token", statuses: [400], codes: "token_invalid" },
  { source: "sso", action: "get_new_token", statuses: [401], codes: "token_expired header_invalid" },
  { source: "sso", action: "check_headers", statuses: [400, 401], codes: "header_missing" },
  { source: "sso", action: "none", statuses: [401], codes: "unauthorized" },
  { source: "sso", action: "none", statuses: [500], codes: "internal_error" },
  { source: "sso", action: "none", statuses: [400], codes: "request_null" },
  { source: "sso", action: "check_request_body", statuses: [400], codes: "request_invalid" },
  {
    source: "registration",
    statuses: [400],
    codes: `
      invalid_request invalid_redirect_uri invalid_software_statement unapproved_software_statement invalid_client
      unauthorized_client unsupported_grant_type`,
  },
  // Access tokens and clients that protected APIs refuse, in documents until 2023.
  { source: "historical", statuses: [400], codes: "invalid_request" },
  { source: "historical", statuses: [403], codes: "invalid_client" },
  { source: "historical", statuses: [401], codes: "access_denied" },
  // Until October 2024, printed with `none`; these are the actions of the codes that replaced them.
  {
    source: "historical",
    action: "authentication",
    statuses: [200],
    codes: "temppass_expired temppass_max_resources_exceeded",
  },
  { source: "historical", action: "configuration", statuses: [500], codes: "temppass_invalid_configuration" },
  { source: "historical", action: "none", statuses: [400], codes: "temppass_invalid_identity" },
  { source: "historical", action: "none", statuses: [403], codes: "invalid_mvpd_response" },
  // Until 2023. The actions printed for these are not reliable.
  {
    source: "historical",
    statuses: [403],
    codes: `
      authorization_denied_by_programmer preauthorization_denied_by_programmer network_required_ssl`,
  },
  {
    source: "historical",
    statuses: [400],
    codes: `
      bad_request invalid_client_time invalid_custom_scheme invalid_domain invalid_header invalid_parameter_value
      invalid_resource_value missing_authentication_header missing_resource_mapping access_token_unavailable
      unsupported_client_version unknown_programmer unknown_application`,
  },
  {
    source: "historical",
    statuses: [503],
    codes: `
      individualization_service_unavailable registration_code_service_unavailable service_unavailable`,
  },
  { source: "historical", statuses: [405], codes: "invalid_http_method" },
  { source: "historical", statuses: [404], codes: "invalid_registration_code" },
  { source: "historical", statuses: [500], codes: "invalid_service_configuration" },
  { source: "historical", statuses: [401], codes: "unknown_software_statement" },
  {
    source: "historical",
    statuses: [401],
    codes: "access_token_expired invalid_access_token_signature invalid_client_id",
  },
  { source: "historical", statuses: [403], codes: "device_identifier_mismatch" },
  { source: "historical", statuses: [403], codes: "network_connection_failure" },
  { source: "historical", statuses: [429], codes: "too_many_requests user_rate_limit_exceeded" },
  {
    source: "undocumented",
    statuses: [],
    codes: `
      authorization_denied_by_degradation_configuration_change invalid_refresh_token maximum_attempts_exceeded
      degraded_integration`,
  },
];

/** What Adobe documents of a code. */
export interface DocumentedCode {
  /** The code. */
  code: string;
  /** Where it is documented. */
  sources: AdobeErrorSource[];
  /** The HTTP statuses it is documented with. */
  statuses: number[];
  /** What Adobe advises, if it documents an action that can be relied on. */
  action?: string;
}

/** Looked for in the rows when an error has it: a table by code would be built by every program that imports this. */
export function documentedCode(code: string | undefined): DocumentedCode | undefined {
  if (code === undefined) return undefined;
  const rows = ROWS.filter(({ codes }) => codes.trim().split(/\s+/).includes(code));
  const [first] = rows;
  if (first === undefined) return undefined;
  const { action } = first;
  return {
    code,
    sources: [...new Set(rows.map(({ source }) => source))],
    statuses: [...new Set(rows.flatMap(({ statuses }) => statuses))].sort(),
    ...(action !== undefined && { action }),
  };
}

/** The documented action of a code; for any other code the one that was sent, in lower case. */
export function actionOf(code: string | undefined, sent: string | undefined): string | undefined {
  return documentedCode(code)?.action ?? sent?.trim().toLowerCase();
}
