/** What the resources of one client share besides its context. */
import { InvalidParamsError } from "../core/errors.js";
import type { ResponsePromise } from "../core/response.js";
import { composed } from "../core/responsePromise.js";
import type { Backend } from "./backend.js";
import type { OrgUnits } from "./orgUnits.js";

export interface Settings {
  readonly backend: Backend;
  /** Customer of calls that name none. */
  readonly customer: string;
  readonly orgUnits: OrgUnits;
}

/** Rejects a call of a method that the Directory API lacks. */
export function notInDirectory(endpoint: string): ResponsePromise<never> {
  const message = 'must be `"management"`: only the Chrome Management API has this method';
  return composed(async () => {
    throw new InvalidParamsError([{ path: "api", message }], { endpoint }, "options");
  });
}
