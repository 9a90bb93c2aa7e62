/** `enrollmentTokens.rotate` */
import { brandError } from "../../core/brand.js";
import { type ErrorFacts, InvalidResponseError, TesseraError } from "../../core/errors.js";
import { isAbortReason } from "../../core/options.js";
import { factsOf } from "../errors.js";
import type { CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import { createOnce } from "./createOnce.js";
import { isUsable, type UnitTokens } from "./unitTokens.js";

/** What `enrollmentTokens.rotate` did. */
export interface ChromeEnrollmentTokenRotation {
  /** The new token. */
  created: CreatedChromeEnrollmentToken;
  /** `tokenPermanentId` of each token that was revoked; empty if the unit had none. */
  revoked: string[];
}

/** What a {@link ChromeRotationError} is created from. */
export interface ChromeRotationErrorFacts extends ErrorFacts {
  /** `tokenPermanentId` of each token that was revoked, or may have been. */
  revoked?: readonly string[] | undefined;
}

/**
 * A rotation failed after its first step: a token was revoked, or may have been, and no new one could be created. `cause`
 * is the error of the step that failed; `kind`, `code` and `status` are the same as there.
 */
export class ChromeRotationError extends TesseraError {
  /** `tokenPermanentId` of each token that was revoked, or may have been. */
  readonly revoked: readonly string[];

  constructor(message: string, facts: ChromeRotationErrorFacts = {}) {
    super(message, facts);
    this.revoked = facts.revoked ?? [];
  }
}
brandError(ChromeRotationError, "ChromeRotationError");

/** Revokes first, as a unit can have only one active token. */
export async function rotate(
  unit: UnitTokens,
  revoke: (tokenPermanentId: string) => Promise<void>,
): Promise<ChromeEnrollmentTokenRotation> {
  const revoked: string[] = [];
  for (const { tokenPermanentId } of await unit.active()) {
    try {
      await revoke(tokenPermanentId);
    } catch (error) {
      const isTouched = unit.mayBeDone() || error instanceof InvalidResponseError;
      const touched = isTouched ? [...revoked, tokenPermanentId] : revoked;
      throw afterRevoking(
        error,
        unit,
        touched,
        (ids) => `${ids} was revoked, or may have been, and no token was created`,
      );
    }
    revoked.push(tokenPermanentId);
  }
  // What was revoked just now may still be listed.
  const others = async () => (await unit.active()).filter((token) => !revoked.includes(token.tokenPermanentId));
  try {
    return {
      created: await createOnce(unit.create, { ...unit, find: async () => (await others()).find(isUsable) }),
      revoked,
    };
  } catch (error) {
    throw afterRevoking(error, unit, revoked, (ids, isUnknown) =>
      isUnknown
        ? `The organizational unit may have no active token now: ${ids} was revoked, and no response confirms the new one`
        : `The organizational unit has no active token now: ${ids} was revoked, and no new one could be created`,
    );
  }
}

/** The error of a step, with what the steps before it did. */
function afterRevoking(
  error: unknown,
  { options }: UnitTokens,
  revoked: readonly string[],
  say: (ids: string, isUnknown: boolean) => string,
): unknown {
  if (revoked.length === 0 || isAbortReason(error, options) || !(error instanceof TesseraError)) return error;
  const { outcomeUnknown, message } = error;
  const said = say(revoked.map((id) => `\`${id}\``).join(", "), outcomeUnknown);
  const failed = new ChromeRotationError(`${said}. ${message}`, { ...factsOf(error), revoked });
  // The message says so already.
  if (outcomeUnknown) Object.assign(failed, { outcomeUnknown });
  return failed;
}
