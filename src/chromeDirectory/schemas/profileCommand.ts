/** A command that is sent to a managed Chrome profile. */
import { enumOf, fieldsOf, objectOf, recordOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A command to a profile. */
export interface ChromeProfileCommand {
  /** Identifies the command; `get` takes it. The end of `name`. */
  commandId: string;
  /** Resource name, `customers/{customer}/profiles/{profile}/commands/{id}`. */
  name?: string;
  /** What is to be done, such as `clearBrowsingData`. */
  commandType?: string;
  /** Details of what is to be done. */
  payload?: Record<string, unknown>;
  /**
   * `pending`: it waits for the profile. `expired`: the profile did not take it in time. `executedByClient`: the profile
   * took it, see `commandResult`. `unknown`: the service sent none.
   */
  commandState?: "pending" | "expired" | "executedByClient" | "unknown" | UnlistedValue;
  /** What came of it. */
  commandResult?: ChromeProfileCommandResult;
  /** When it was created. */
  issueTime?: string;
  /** How long it waits for the profile, as `3600s`. */
  validDuration?: string;
}

/** What came of a command. */
export interface ChromeProfileCommandResult {
  /** When the profile carried it out. */
  clientExecutionTime?: string;
  /** Details, such as the reason of a failure. */
  resultCode?: string;
  /** `success`, `failure`, or `ignored`: the profile did nothing. `unknown`: the service sent none. */
  resultType?: "ignored" | "failure" | "success" | "unknown" | UnlistedValue;
}

export const profileCommandResultSchema: Schema<ChromeProfileCommandResult> = objectOf<ChromeProfileCommandResult>()(
  () => ({
    clientExecutionTime: string,
    resultCode: string,
    resultType: enumOf("ignored", "failure", "success", "unknown"),
  }),
);

const commandFields = () =>
  fieldsOf<ChromeProfileCommand>()({
    commandId: string,
    name: string,
    commandType: string,
    payload: recordOf<Record<string, unknown>>(),
    commandState: enumOf("pending", "expired", "executedByClient", "unknown"),
    commandResult: profileCommandResultSchema,
    issueTime: string,
    validDuration: string,
  });

export const profileCommandSchema: Schema<ChromeProfileCommand> = objectOf<ChromeProfileCommand>()(commandFields, {
  commandId: true,
});

/** As an item of a list, where an odd response may leave out anything. */
export const listedProfileCommandSchema: Schema<Partial<ChromeProfileCommand>> =
  objectOf<Partial<ChromeProfileCommand>>()(commandFields);
