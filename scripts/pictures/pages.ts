/** The text that a page has in the place of a picture: the picture's description. */
import type { Picture } from "./svg.js";

/** @throws An error if the page does not show the picture. */
export function withAlternative(page: string, name: string, { description }: Picture): string {
  const shown = new RegExp(`!\\[[^\\]]*\\](?=\\((?:docs/)?images/${name.replace(".", "\\.")}\\))`, "g");
  if (!shown.test(page)) throw new Error(`There is no ![](images/${name})`);
  return page.replaceAll(shown, () => `![${description}]`);
}
