/** The flags of `tessera mcp`, as data. Needs no parser, so that completion is quick. */
import { services } from "../catalog.js";
import { type GlobalFlag, globalFlags } from "../globalFlagTable.js";

export const toolFlags: readonly GlobalFlag[] = [
  {
    name: "--services",
    value: "names",
    summary: "services whose operations are tools, separated by commas; required",
    values: services.map(({ name }) => name),
  },
  {
    name: "--allow-writes",
    summary: "also operations that change or remove something, if a second call does no damage",
  },
  {
    name: "--allow",
    value: "operations",
    summary: "also these operations, such as chrome-directory.enrollmentTokens.create, separated by commas",
  },
  { name: "--reveal", summary: "show credentials in results, such as new tokens, which are masked otherwise" },
];

const SHARED = ["--emulator", "--retries", "--timeout", "--deadline", "--rate", "--profile", "--verbose", "--no-color"];

/** Those of all commands that have an effect on a server. */
export const serverFlags: readonly GlobalFlag[] = globalFlags.filter(({ name }) => SHARED.includes(name));
