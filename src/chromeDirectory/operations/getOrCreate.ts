/** `enrollmentTokens.getOrCreate` */
import { InvalidResponseError } from "../../core/errors.js";
import { mayBeActive } from "../hints.js";
import type { CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import { createOnce } from "./createOnce.js";
import { isUsable, type UnitTokens } from "./unitTokens.js";

/** The unit's active token, or else a new one. Between the two calls, others may create one: so it looks again. */
export async function getOrCreate(unit: UnitTokens): Promise<CreatedChromeEnrollmentToken> {
  const find = async () => {
    const active = await unit.active();
    const usable = active.find(isUsable);
    if (usable === undefined && active.length > 0) throw new InvalidResponseError(NO_SECRET);
    return usable;
  };
  return (await find()) ?? createOnce(unit.create, { ...unit, find, isDoubtful: mayBeActive });
}

const NO_SECRET =
  "The organizational unit has an active token, but the list holds no `token` for it. `rotate` replaces it by one whose secret is returned.";
