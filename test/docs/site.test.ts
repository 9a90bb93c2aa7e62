/** Every link of a document leads to a page or a file of the site, which is an error of its build otherwise. */
import { expect, it } from "vitest";
import { DOCUMENTS, guideNames, withSiteLinks } from "../../docs/site/content/guides.js";

const guides = (await guideNames()).map((name) => `docs/${name}.md`);

it.each([...guides, "docs/README.md", ...Object.keys(DOCUMENTS)])("the links of %s", async (file) => {
  await expect(withSiteLinks(file)).resolves.not.toBe("");
});

it("has files as links that the router leaves alone", async () => {
  expect(await withSiteLinks("docs/fleet.md")).toContain('](/fleet/compose.yaml){target="_self"}');
});
