/** The methods of which the emulated FlowerDocs has little or no state. */
import { type EmulatorResponse, empty, json, text } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { State } from "./state.js";
import { idsIn, type Stored } from "./store.js";
import { shownAcl } from "./verbs.js";

export class Others {
  readonly #state: State;
  #favorites: Stored[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  preferences({ path, body }: RoutedRequest, group: string, method: string): EmulatorResponse {
    if (method === "create") return json(200, this.#state.put(group, JSON.parse(body)));
    if (method === "update") return json(200, this.#state.put(group, { ...JSON.parse(body), id: path.id }));
    if (method !== "delete") return json(200, [...this.#state.of(group).values()]);
    for (const id of idsIn(path.ids)) this.#state.remove(group, id);
    return empty();
  }

  respond({ path, body }: RoutedRequest, group: string, method: string): EmulatorResponse {
    const isRead = /^(?:get|list|count|search|info|status)/.test(method);
    switch (`${group}.${method}`) {
      case "acls.getOf":
        return json(200, shownAcl({ id: "everybody", name: "Everybody" }));
      case "favorites.add":
        this.#favorites.push(JSON.parse(body));
        return empty();
      case "favorites.list":
      case "favorites.listOf":
        return json(200, this.#favorites);
      case "facts.create":
        return json(200, { ...JSON.parse(body), objectId: path.id });
      case "encryptor.encrypt":
        return text(`ENC(${btoa(String(JSON.parse(body)))})`);
      case "templates.renderHtml":
      case "pages.getPublic":
      case "pages.getPrivate":
        return text("<p>Hello Jane</p>");
      case "templates.renderWord":
        return { ...text("PK"), headers: { "content-disposition": 'attachment; filename="welcome.docx"' } };
      case "templates.createWordFile":
        return text(`tmp_${crypto.randomUUID()}`);
      case "server.info":
        return json(200, { name: "FlowerDocs Core", version: this.#state.settings.serverVersion });
      default:
        return isRead ? json(200, []) : empty();
    }
  }
}
