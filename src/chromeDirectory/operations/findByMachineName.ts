/** `browsers.findByMachineName` */
import type { ChromeBrowser } from "../schemas/browser.js";

/** What `browsers.findByMachineName` found: names repeat, as machines are replaced and cloned. */
export type ChromeBrowserSearch =
  | {
      /** One browser has the name. */
      status: "found";
      /** The browser. */
      browser: ChromeBrowser;
    }
  | {
      /** No browser has the name. */
      status: "notFound";
    }
  | {
      /** Several browsers have the name. */
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
