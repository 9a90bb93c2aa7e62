/** Every method of the two APIs, by its verb and path. */
import type { Operations } from "./call.js";
import { commands } from "./commands.js";
import { directoryBrowsers } from "./directoryBrowsers.js";
import { directoryOrgUnits } from "./directoryOrgUnits.js";
import { directoryTokens } from "./directoryTokens.js";
import { managementBrowsers } from "./managementBrowsers.js";
import { managementTokens } from "./managementTokens.js";
import { profiles } from "./profiles.js";

export const operations: Operations = {
  ...directoryTokens,
  ...directoryBrowsers,
  ...directoryOrgUnits,
  ...managementTokens,
  ...managementBrowsers,
  ...profiles,
  ...commands,
};
