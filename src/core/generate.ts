/** Loads zod's code generator, in a module of its own because most processes end before they need it. */
export { compile } from "zod/mini";
