/** How the creation of a token with an id of the caller's own is settled: by that id. */
import { InvalidResponseError } from "../../core/errors.js";
import { NotFoundError } from "../../core/kindErrors.js";
import { mayBeActive } from "../hints.js";
import type { ChromeEnrollmentToken, CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import type { Settlement } from "./createOnce.js";
import { isUsable } from "./unitTokens.js";

export function settledById(
  get: () => Promise<ChromeEnrollmentToken>,
): Pick<Settlement<CreatedChromeEnrollmentToken>, "find" | "isDoubtful"> {
  return {
    find: async () => {
      try {
        const token = await get();
        if (isUsable(token)) return token;
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
      throw new InvalidResponseError("The token of this id enrolls no browsers.");
    },
    // The second time, the id may be taken by the first request, whose response was lost.
    isDoubtful: (error, sent) => sent > 1 && mayBeActive(error),
  };
}
