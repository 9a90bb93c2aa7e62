#!/usr/bin/env node
/** The `tessera` command. Sets `process.exitCode`, as `process.exit()` loses what a pipe has not taken yet. */
import { processIo } from "./io.js";
import { run } from "./run.js";

process.exitCode = await run(process.argv.slice(2), processIo());
