/** Where responses of Google's servers name the request. */

/** Google documents none for these APIs; these are what its servers and the proxies in front of a program send. */
export const REQUEST_ID_HEADERS: readonly string[] = ["x-request-id", "x-goog-request-id", "x-guploader-uploadid"];
