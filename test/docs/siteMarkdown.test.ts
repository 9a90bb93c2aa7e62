/** Texts of the sources on pages that Vue compiles. */
import { expect, test } from "vitest";
import { prose } from "../../docs/site/content/markdown.js";

test.each([
  ["a tag", "<script>x</script>", "&lt;script>x&lt;/script>"],
  ["an expression", "{{ x }}", "&#123;&#123; x }}"],
  ["an attribute of the block", "text {onclick=x}", "text &#123;onclick=x}"],
  ["code", "`<T>` of `{{ x }}`", "`<T>` of `{{ x }}`"],
  ["a backtick that is alone", "a ` <b>", "a ` &lt;b>"],
  ["a backtick that is escaped", "\\` <b> `", "\\` &lt;b> `"],
  ["backticks of two paragraphs", "a `b\n\n<c>\n\nd` e", "a `b\n\n&lt;c>\n\nd` e"],
])("%s", (_, text, page) => {
  expect(prose(text)).toBe(page);
});
