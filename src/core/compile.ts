/** The generator of fast checks, apart from the rest: most processes end before it would pay to load it. */
export { compile } from "zod/mini";
