/** `stamps`: pictures and texts that users put on documents. */
import { Preferences, preferenceEndpoints } from "../objects/preferences.js";
import {
  type FlowerDocsStamp,
  type FlowerDocsStampInput,
  stampInputSchema,
  stampSchema,
} from "../schemas/preference.js";

export const stampsEndpoints = preferenceEndpoints<FlowerDocsStamp, FlowerDocsStampInput>(
  "stamps",
  stampSchema,
  stampInputSchema,
);

/**
 * Stamps: pictures and texts that users put on documents.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/stamp
 */
export class FlowerDocsStamps extends Preferences<FlowerDocsStamp, FlowerDocsStampInput> {
  /** @internal */
  protected override get verbs() {
    return stampsEndpoints;
  }
}
