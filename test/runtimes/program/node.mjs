/** Runs the program where there is a command line: Node, Bun, Deno. Its argument is JSON: `server` and `host`. */
import process from "node:process";
import { runChecks } from "./checks.mjs";

// Not awaited at the top level, which CommonJS does not have.
runChecks(JSON.parse(process.argv[2]), console.log);
