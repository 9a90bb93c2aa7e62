/** What Next wants around a page. */
import { createElement } from "react";

// biome-ignore lint/style/noDefaultExport: Next looks for it
export default function Layout({ children }) {
  return createElement("html", { lang: "en" }, createElement("body", null, children));
}
