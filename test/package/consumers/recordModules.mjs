/** With `--import`: appends the URL of every module that is imported to the file that LOADED_MODULES names. */
import { register } from "node:module";

register("./recordModulesHooks.mjs", import.meta.url, { data: process.env.LOADED_MODULES });
