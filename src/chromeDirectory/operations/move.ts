/** `browsers.move` */
import { chunksOf } from "../../core/chunks.js";
import type { TesseraError } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import { MOVED_AT_ONCE } from "../params/browsers.js";
import { type ChromeBrowserFailure, isLasting, reportable } from "./failures.js";

/** What `browsers.move` did. */
export interface ChromeBrowserMoves {
  /** `deviceId` of each browser that was moved. */
  moved: string[];
  /** Those that were not, with the reason. A request moves all of its browsers or none. */
  failed: ChromeBrowserFailure[];
}

interface MoveOptions {
  readonly isolate: boolean;
  readonly options: CallOptions | undefined;
}

export async function move(
  deviceIds: readonly string[],
  send: (deviceIds: string[]) => Promise<void>,
  { isolate, options }: MoveOptions,
): Promise<ChromeBrowserMoves> {
  const report: ChromeBrowserMoves = { moved: [], failed: [] };
  const pending = chunksOf([...new Set(deviceIds)], MOVED_AT_ONCE);
  for (let ids = pending.shift(); ids !== undefined; ids = pending.shift()) {
    try {
      await send(ids);
      report.moved.push(...ids);
    } catch (thrown) {
      const error = reportable(thrown, options);
      if (isLasting(error)) report.failed.push({ ids: [...ids, ...pending.splice(0).flat()], error });
      else if (isolate && ids.length > 1 && isRefusal(error))
        pending.unshift(...chunksOf(ids, Math.ceil(ids.length / 2)));
      else report.failed.push({ ids, error });
    }
  }
  return report;
}

/** Whether the request was refused for what it holds. Nothing says which of its ids is the cause. */
function isRefusal({ kind }: TesseraError): boolean {
  return kind === "invalid_request" || kind === "not_found";
}
