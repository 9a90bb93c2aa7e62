/** The annotations of documents: XFDF before 2026.0, unless JSON is requested of 2025.2 or later. */
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import { isSince } from "./routes.js";
import { idsIn, notFound } from "./store.js";

interface Annotation {
  readonly name?: { readonly id?: string };
}

const XFDF = '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><annots/></xfdf>';
const CIRCLE = { type: "com.arondor.viewer.annotation.api.CircleElemType", title: "Check", name: { id: "A1" } };

export class Annotations {
  /** By the ids of documents. */
  #lists = new Map<string, Annotation[]>([["D1", [CIRCLE]]]);

  /** @param version of the server */
  respond({ path, headers, body }: RoutedRequest, method: string, version: string): EmulatorResponse {
    const { id = "" } = path;
    const list = this.#lists.get(id) ?? [];
    if (method === "list") {
      const isSent = isSince(version, "2026.0") || (isSince(version, "2025.2") && isJson(headers.accept));
      return isSent ? json(200, list) : { status: 200, headers: { "content-type": "application/xml" }, body: XFDF };
    }
    if (method === "deleteAll") {
      this.#lists.delete(id);
      return empty();
    }
    const ids = idsIn(path.annotationIds);
    const isNamed = ({ name }: Annotation) => ids.includes(name?.id ?? "");
    const kept = list.filter((each) => !isNamed(each));
    if (method !== "create" && list.length - kept.length < ids.length) return notFound("annotations");
    if (method === "delete") {
      this.#lists.set(id, kept);
      return empty();
    }
    if (!isSince(version, "2025.2") || !isJson(headers["content-type"])) {
      return json(415, { message: "The annotations are not JSON, or this version takes none as JSON" });
    }
    const given: unknown = JSON.parse(body);
    if (!Array.isArray(given)) return json(400, { message: "The body must be a list" });
    const named = given.map((each) => ({ ...each, name: each.name ?? { id: crypto.randomUUID() } }));
    this.#lists.set(id, [...kept, ...named]);
    return empty();
  }
}

const isJson = (type = "") => /^application\/json\s*(?:;|$)/i.test(type);
