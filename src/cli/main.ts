#!/usr/bin/env node
/** The `tessera` command. */
import { runProcess } from "./runProcess.js";

await runProcess(process.argv.slice(2));
