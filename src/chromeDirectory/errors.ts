/** How the errors of this service differ from those of other Google APIs. */
import type { ErrorResponse, VendorFailure } from "../core/context.js";
import { readGoogleError, type VerdictTable } from "../google/errors.js";
import { directoryEnrollmentTokens } from "./directory/enrollmentTokens.js";
import { managementEnrollmentTokens } from "./management/enrollmentTokens.js";

/** Here `quotaExceeded` means too many requests at once, and `ABORTED` a conflict with another write. */
const VERDICTS: VerdictTable = { quotaExceeded: "refused", ABORTED: "ambiguous" };

const CREATE = [directoryEnrollmentTokens.create.id, managementEnrollmentTokens.create.id];

const ACTIVE_TOKEN_HINT =
  "(Perhaps the organizational unit has an active token already: list its tokens with `token_state:ACTIVE`.)";

/** Creates the error of a response that is not 2xx. */
export function readChromeError(response: ErrorResponse): VendorFailure {
  return readGoogleError(response, VERDICTS, ({ status, reason }) =>
    CREATE.includes(response.endpoint) && status === 400 && reason === "invalid" ? ACTIVE_TOKEN_HINT : undefined,
  );
}
