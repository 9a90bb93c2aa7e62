/** What Adobe documents of each error code, in its words; for codes with several messages, the most general. */
export const MESSAGES: Readonly<Record<string, string>> = {
  invalid_parameter_service_provider: "The service provider parameter value is missing or invalid.",
  invalid_parameter_mvpd: "The mvpd parameter value is missing or invalid.",
  invalid_parameter_code: "The code parameter value is missing or invalid.",
  invalid_parameter_resources: "The resources parameter value is missing or invalid.",
  invalid_parameter_redirect_url: "The redirect URL parameter value is missing or invalid.",
  invalid_parameter_partner: "The partner parameter value is missing or invalid.",
  invalid_parameter_saml_response: "The SAML response parameter value is missing or invalid.",
  invalid_header_device_info: "The device information header value is missing or invalid.",
  invalid_header_device_identifier: "The device identifier header value is missing or invalid.",
  invalid_header_identity_for_temporary_access: "The identity for temporary access header value is missing or invalid.",
  invalid_header_pfs_permission_access_not_present:
    "The permission access status value from the partner framework status header is not present.",
  invalid_header_pfs_permission_access_not_determined:
    "The permission access status value from the partner framework status header is undetermined.",
  invalid_header_pfs_permission_access_not_granted:
    "The permission access status value from the partner framework status header is not granted.",
  invalid_header_pfs_provider_id_not_determined:
    "The provider id value from the partner framework status header is not associated with a known mvpd.",
  invalid_header_pfs_provider_id_mismatch:
    "The provider id value from the partner framework status header does not match the mvpd sent as parameter.",
  invalid_header_pfs_provider_info_expired:
    "The provider information from the partner framework status header has expired.",
  invalid_integration: "The integration between the specified service provider and mvpd does not exist or is disabled.",
  invalid_authentication_session: "The authentication session associated with this request is missing or invalid.",
  preauthorization_denied_by_mvpd:
    "The MVPD has returned a “Deny” decision when requesting pre-authorization for the specified resource.",
  authorization_denied_by_mvpd:
    'The MVPD has returned a "Deny" decision when requesting authorization for the specified resource.',
  authorization_denied_by_parental_controls:
    'The MVPD has returned a "Deny" decision due parental controls settings for the specified resource.',
  authorization_denied_by_degradation_rule:
    "The integration between the specified service provider and mvpd has a degradation rule applied that denies authorization for the requested resources.",
  internal_server_error: "The request failed due to an internal server error.",
  too_many_resources:
    "The authorization or preauthorization request failed because too many resources were queried. Please contact support team to properly configure the authorization and preauthorization limitations.",
  invalid_configuration_user_metadata_certificate: "The user metadata certificate configuration is missing or invalid.",
  invalid_configuration_temporary_access: "The temporary access configuration is invalid.",
  invalid_configuration_platform: "The platform configuration is missing or invalid for integration.",
  invalid_configuration_platform_id: "The platform id configuration is missing or invalid.",
  invalid_configuration_platform_trait: "The platform trait configuration is missing or invalid.",
  invalid_configuration_platform_category_trait: "The platform category trait configuration is missing or invalid.",
  invalid_configuration_platform_services: "The platform services configuration is missing or invalid for integration.",
  invalid_configuration_mvpd_platform: "The mvpd platform configuration is missing or invalid for mvpd and platform.",
  invalid_configuration_mvpd_platform_boarding_status:
    "The mvpd platform boarding status configuration is missing or invalid for mvpd and platform.",
  invalid_configuration_mvpd_platform_profile_exchange:
    "The mvpd platform profile exchange configuration is missing or invalid for mvpd and platform.",
  invalid_access_token_service_provider: "The access token is invalid due to invalid service provider.",
  invalid_access_token_client_application: "The access token is invalid due to invalid client application.",
  authenticated_profile_missing: "The authenticated profile associated with this request is missing.",
  authenticated_profile_expired: "The authenticated profile associated with this request has expired.",
  authenticated_profile_invalidated: "The authenticated profile associated with this request has been invalidated.",
  temporary_access_duration_limit_exceeded: "The temporary access duration limit has been exceeded.",
  temporary_access_resources_limit_exceeded: "The temporary access resources limit has been exceeded.",
  authorization_denied_by_hba_policies:
    'The MVPD has returned a "Deny" decision due home-based authentication policies. The current authentication was obtain through a Home-based authentication flow and but the device is no longer in-home when requesting authorization for the specified resource. The user must re-authenticate with a supported MVPD in order to continue.',
  authorization_denied_by_session_invalidated:
    "The authentication session was invalidated by the identity provider. The user must re-authenticate with a supported MVPD in order to continue.",
  identity_not_recognized_by_mvpd:
    "The authorization request failed due to the fact that user identity was not recognized by the MVPD.",
  network_received_error:
    "There was a read error while retrieving the response from the associated partner service. Retrying the request might solve the issue.",
  network_connection_timeout:
    "There was a connection timeout with the associated partner service. Retrying the request might solve the issue.",
  maximum_execution_time_exceeded:
    "The request did not complete in the maximum allowed time. Retrying the request might solve the issue.",
  invalid_requestor: "The requestor parameter is missing or invalid.",
  invalid_device_info: "The device information is missing or invalid.",
  invalid_device_id: "The device identifier is missing or invalid.",
  missing_resource: "The resource parameter is missing.",
  malformed_authz_request: "Authorization request is null or invalid.",
  internal_error: "The request failed due to an internal server error.",
  unknown_integration:
    "The integration between the specified programmer and identity provider does not exist. Use the TVE Dashboard to create the required integration.",
  authentication_session_issuer_mismatch:
    "The authorization request failed due to the fact that the indicated MVPD for the authorization flow is different from the one who issued the authentication session. The user must re-authenticate with the desired MVPD in order to continue.",
  authentication_session_invalidated:
    "The authentication session was invalidated by the identity provider. The user must re-authenticate with a supported MVPD in order to continue.",
  authentication_session_missing:
    "The authentication session associated with this request could not be retrieved. The user must re-authenticate with a supported MVPD in order to continue.",
  authentication_session_expired:
    "The current authentication session has expired. The user must re-authenticate with a supported MVPD in order to continue.",
  preauthorization_authentication_session_missing:
    "The authentication session associated with this request could not be retrieved. The user must re-authenticate with a supported MVPD in order to continue.",
  preauthorization_authentication_session_expired:
    "The current authentication session has expired. The user must re-authenticate with a supported MVPD in order to continue.",
  authorization_not_found:
    "No authorization was found for the specified resource. The user must obtain a new authorization in order to continue.",
  authorization_expired:
    "The previous authorization for the specified resource has expired. The user must obtain a new authorization in order to continue.",
  token_invalid: "The provided token is invalid",
  token_expired: "The token has expired",
  header_missing: "A required header is missing",
  unauthorized: "Unauthorized access",
  request_null: "Request object cannot be null",
  header_invalid: "Invalid JWT signature in AD-Service-Token",
  request_invalid: "Devices list cannot be null or empty",
  invalid_request: "Missing/repeated/unsupported parameter or malformed request.",
  invalid_redirect_uri: "The redirection URI in the request is invalid.",
  invalid_software_statement: "The software statement in the request is invalid.",
  unapproved_software_statement: "The software statement is not approved for use by the Adobe Pass server.",
  invalid_client: "The client credentials are invalid; new client credentials must be obtained.",
  unauthorized_client: "The client may not use this grant type.",
  unsupported_grant_type: "The grant type is not supported by the server.",
  access_denied: "The access token is expired or invalid; request a new access token.",
  temppass_expired: "The temporary access has run out.",
  temppass_max_resources_exceeded: "The temporary access has used up its resources.",
  temppass_invalid_configuration: "The temporary access is wrongly configured.",
  temppass_invalid_identity: "Temporary access is not offered to this identity.",
  invalid_mvpd_response: "The MVPD's SAML response cannot be accepted.",
  authorization_denied_by_programmer:
    'The degradation rule applied by the Programmer enforces a "Deny" decision for the current user.',
  bad_request:
    "The API request is invalid or improperly formed. Review the API documentation to determine the request requirements.",
  individualization_service_unavailable: "The request failed due to the individualization service being unavailable.",
  invalid_client_time:
    "The client machine Date / Time / Timezone is not set correctly. This will likely lead to authentication / authorization errors.",
  invalid_custom_scheme:
    "The specified custom scheme used in the application registration is not recognized. Please check the TVE dashboard configuration for the proper custom scheme values.",
  invalid_domain:
    "The requestor is using an invalid domain. All domains used by a particular Requestor ID need to be whitelisted by Adobe.",
  invalid_header:
    "The request failed because it contained an invalid header. Review the API documentation to determine which headers are valid for your request and if there are any limitations for their value.",
  invalid_http_method:
    "The HTTP method associated with the request is not supported. Review the API documentation to determine the supported HTTP methods for your request.",
  invalid_parameter_value:
    "The request failed because it contained an invalid parameter or parameter value. Review the API documentation to determine which parameters are valid for your request and if there are any limitations for their value.",
  invalid_resource_value:
    "The request failed because an invalid or a malformed resource was used. Review the API documentation to determine how complex resources must be encoded for your request and if there are any limitations for their value and/or size.",
  invalid_registration_code: "The specified registration code is not longer valid or has expired.",
  invalid_service_configuration: "The request failed due incorrect service configuration.",
  missing_authentication_header:
    "The request failed because it doesn't contain the required authentication header for the specific API.",
  missing_resource_mapping:
    "There is no corresponding mapping for the specified resource. Contact support to fix the required mapping.",
  preauthorization_denied_by_programmer:
    'The degradation rules applied by the Programmer enforce a "Deny" decision for the current user.',
  registration_code_service_unavailable: "The request failed because the registration code service is not available.",
  service_unavailable:
    "The request failed due to the fact that authentication or authorization service is not available.",
  access_token_unavailable:
    "The request failed due to an unexpected error while retrieving the access token. Please check the TVE dashboard configuration for available software statements and registered custom schemes.",
  unsupported_client_version:
    "This version of Adobe Pass Authentication SDK is too old and is no longer supported. Please check the API documentation for the steps needed to upgrade to the latest version.",
  network_required_ssl: "There is an SSL connection issue for target partner service. Please contact support team.",
  unknown_programmer:
    "The programmer or service provider is not recognized. Use the TVE Dashboard to register the specified programmer.",
  unknown_application:
    "The application is not recognized. Use the TVE Dashboard to register the specified application.",
  unknown_software_statement:
    "The software statement associated with the access token is not recognized. Contact support team in order to clarify the status of the software statement.",
  access_token_expired:
    "The access token has expired. The application should refresh the access token as indicated in the API documentation.",
  invalid_access_token_signature:
    "The access token signature is no longer valid. The application should refresh the access token as indicated in the API documentation.",
  invalid_client_id:
    "The associated client identifier is not recognized. The application should follow the application registration process as indicated in the API documentation.",
  device_identifier_mismatch:
    "The specified device identifier doesn't match the authorization device identification. The user must obtain a new authorization in order to continue.",
  network_connection_failure:
    "There was a connection failure with the associated partner service. Retrying the request might solve the issue.",
  too_many_requests:
    "Too many requests have been sent within a given interval. The application can retry the request after the suggested period of time.",
  user_rate_limit_exceeded:
    "Too many request have been issued by a particular user within a given interval. The application can retry the request after the suggested period of time.",
};
