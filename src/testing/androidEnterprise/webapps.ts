/** `webapps`. */
import type { WebApp } from "../../androidEnterprise/schemas/webApp.js";
import { refuse } from "../google.js";
import { WEB_APP } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";
import { random } from "./state.js";

const webAppOf = (call: Call): WebApp => found(call.enterprise.webApps, call.path("webAppId"), "web app");

export const webapps: Operations<"webapps"> = {
  get: { respond: webAppOf },
  list: { respond: (call) => listed("webApp", call.enterprise.webApps.values()) },
  insert: {
    body: WEB_APP,
    respond: (call) => store(call, `app:com.google.enterprise.webapp.x${random()}`, { icons: [] }, "1"),
  },
  update: {
    body: { ...WEB_APP, required: ["webAppId"] },
    respond(call) {
      const before = webAppOf(call);
      checkSame(call.body<WebApp>().webAppId, before.webAppId, "webAppId");
      return store(call, before.webAppId, before, String(BigInt(before.versionCode ?? "0") + 1n));
    },
  },
  delete: {
    respond(call) {
      const { enterprise } = call;
      const { webAppId } = webAppOf(call);
      enterprise.webApps.delete(webAppId);
      enterprise.licenses.delete(webAppId);
      for (const { entitlements } of enterprise.users.values()) entitlements.delete(webAppId);
      return undefined;
    },
  },
};

/** Stores the body as a web app, which is on Play at once. Icons are kept if the body has none. */
function store(call: Call, webAppId: string, { icons = [] }: Partial<WebApp>, versionCode: string): WebApp {
  const given = call.body<WebApp>();
  const { startUrl, displayMode } = given;
  if (startUrl !== undefined && !(/^https?:/.test(startUrl) && URL.canParse(startUrl))) {
    refuse(400, "Invalid value at 'startUrl'.", "invalid");
  }
  if (startUrl?.startsWith("http:") && (displayMode === "standalone" || displayMode === "fullScreen")) {
    refuse(400, "A plain http page can only have the display mode 'minimalUi'.", "invalid");
  }
  const { icons: newIcons = [], ...others } = given;
  const kept = newIcons.length > 0 ? newIcons : icons;
  const webApp = { ...others, webAppId, isPublished: true, versionCode, ...(kept.length > 0 && { icons: kept }) };
  call.enterprise.webApps.set(webAppId, webApp);
  return webApp;
}
