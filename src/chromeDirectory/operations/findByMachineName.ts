/** `browsers.findByMachineName` */
import type { ChromeBrowser } from "../schemas/browser.js";

/** What `browsers.findByMachineName` found: several machines may have one name. */
export type ChromeBrowserSearch =
  | {
      /** `found`: one browser has the name. */
      status: "found";
      /** The browser. */
      browser: ChromeBrowser;
    }
  | {
      /** `notFound`: no browser has it. */
      status: "notFound";
    }
  | {
      /** `ambiguous`: several browsers have it. */
      status: "ambiguous";
      /** The browsers. */
      browsers: ChromeBrowser[];
    };

/** Google may match a name in part and without regard to case. */
export async function withMachineName(
  name: string,
  listed: AsyncIterable<ChromeBrowser>,
): Promise<ChromeBrowserSearch> {
  const browsers: ChromeBrowser[] = [];
  for await (const browser of listed) if (browser.machineName === name) browsers.push(browser);
  const [browser, ...others] = browsers;
  if (browser === undefined) return { status: "notFound" };
  return others.length === 0 ? { status: "found", browser } : { status: "ambiguous", browsers };
}
