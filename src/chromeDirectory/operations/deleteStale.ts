/** `browsers.deleteStale` */
import { NotFoundError } from "../../core/kindErrors.js";
import type { CallOptions } from "../../core/options.js";
import type { DeleteStaleChromeBrowsersParams } from "../params/browserOperations.js";
import type { ListChromeBrowsersParams } from "../params/browsers.js";
import type { ChromeBrowser } from "../schemas/browser.js";
import { eachConcurrently } from "./eachConcurrently.js";
import { type ChromeBrowserFailure, isLasting, reportable } from "./failures.js";

/** What `browsers.deleteStale` did. */
export interface StaleChromeBrowsers {
  /** The browsers that were not active, with their names, units, last users and times. */
  stale: ChromeBrowser[];
  /** `deviceId` of each browser that was deleted, or was gone already. */
  deleted: string[];
  /** Those that could not be deleted, with the reason. */
  failed: ChromeBrowserFailure[];
}

interface Steps {
  list(): AsyncIterable<ChromeBrowser>;
  delete(deviceId: string): Promise<void>;
  readonly options: CallOptions | undefined;
}

const AT_ONCE = 4;

export function staleList({
  customer,
  orgUnitPath,
  orgUnitId,
  inactiveSince,
}: DeleteStaleChromeBrowsersParams): ListChromeBrowsersParams {
  return {
    customer,
    orgUnitPath,
    orgUnitId,
    where: { lastActivityTime: { to: inactiveSince } },
    fields: ["deviceId", "machineName", "orgUnitPath", "orgUnitId", "lastActivityTime", "lastDeviceUser"],
    orderBy: "deviceId",
  };
}

/** Deletes only once the list is complete: that none is skipped if they vanish while it is read is not documented. */
export async function deleteStale(
  { inactiveSince, dryRun = false, concurrency = AT_ONCE }: DeleteStaleChromeBrowsersParams,
  steps: Steps,
): Promise<StaleChromeBrowsers> {
  const stale = new Map<string, ChromeBrowser>();
  for await (const browser of steps.list()) if (isStale(browser, inactiveSince)) stale.set(browser.deviceId, browser);
  const report: StaleChromeBrowsers = { stale: [...stale.values()], deleted: [], failed: [] };
  if (dryRun) return report;
  let lasting: ChromeBrowserFailure | undefined;
  await eachConcurrently([...stale.keys()], concurrency, async (deviceId) => {
    if (lasting) {
      lasting.ids.push(deviceId);
      return;
    }
    try {
      await steps.delete(deviceId);
      report.deleted.push(deviceId);
    } catch (thrown) {
      const error = reportable(thrown, steps.options);
      // Gone: by another program, or by a request whose response was lost.
      if (error instanceof NotFoundError) report.deleted.push(deviceId);
      else {
        const failure = { ids: [deviceId], error };
        if (isLasting(error)) lasting ??= failure;
        report.failed.push(failure);
      }
    }
  });
  return report;
}

/** Google filters the list; but what is deleted must say of itself when it was active. */
function isStale({ deviceId, lastActivityTime }: ChromeBrowser, inactiveSince: Date | string): boolean {
  if (typeof deviceId !== "string" || typeof lastActivityTime !== "string") return false;
  return new Date(lastActivityTime).getTime() <= new Date(inactiveSince).getTime();
}
