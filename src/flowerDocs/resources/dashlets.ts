/** `dashlets`: parts of users' home pages. */
import { Preferences, preferenceEndpoints } from "../objects/preferences.js";
import {
  dashletInputSchema,
  dashletSchema,
  type FlowerDocsDashlet,
  type FlowerDocsDashletInput,
} from "../schemas/preference.js";

export const dashletsEndpoints = preferenceEndpoints<FlowerDocsDashlet, FlowerDocsDashletInput>(
  "dashlets",
  dashletSchema,
  dashletInputSchema,
);

/**
 * Dashlets: parts of users' home pages.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/dashlet
 */
export class FlowerDocsDashlets extends Preferences<FlowerDocsDashlet, FlowerDocsDashletInput> {
  /** @internal */
  protected override get verbs() {
    return dashletsEndpoints;
  }
}
