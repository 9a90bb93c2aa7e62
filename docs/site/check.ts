/** `npm run check`: the built site has every page that it is to have, and works in a browser. */
import { checkInBrowser } from "./check/browser.js";
import { checkPages } from "./check/pages.js";
import { serve } from "./check/serve.js";

console.log(await checkPages());
const server = await serve();
try {
  for (const seen of await checkInBrowser(server.url)) console.log(seen);
} finally {
  server.close();
}
