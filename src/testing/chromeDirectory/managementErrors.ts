/** Errors of the Chrome Management API: a status and details, without the list of reasons that older APIs have. */
import { type EmulatorResponse, HttpError } from "../http.js";
import type { RoutedRequest } from "../service.js";

export const isManagement = ({ endpoint }: RoutedRequest) => endpoint.http.includes(" /v1/");

/** `ErrorInfo` of the reasons that have one. */
const INFO: Readonly<Record<string, string>> = { insufficientPermissions: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" };

/** Responds as `respond` does, but for the form of its errors. */
export function inManagementForm(respond: () => EmulatorResponse): EmulatorResponse {
  try {
    return respond();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { body, ...response } = error.response;
    const { errors = [], ...rest } = (JSON.parse(body) as ErrorBody).error;
    const reason = INFO[errors[0]?.reason ?? ""];
    const details = reason === undefined ? undefined : [{ ...ERROR_INFO, reason }];
    return { ...response, body: JSON.stringify({ error: { ...rest, details } }) };
  }
}

const ERROR_INFO = {
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  domain: "googleapis.com",
  metadata: { service: "chromemanagement.googleapis.com" },
};

interface ErrorBody {
  readonly error: { readonly errors?: readonly { readonly reason: string }[] };
}
