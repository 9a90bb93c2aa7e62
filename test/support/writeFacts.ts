/**
 * Rewrites the facts that the contract tests keep of Google's discovery document:
 * `npx tsx test/support/writeFacts.ts [discovery document]`, by default the one beside the repository.
 * Google serves it at https://androidenterprise.googleapis.com/$discovery/rest?version=v1.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { DOCUMENT, FACTS, factsOf, writeFacts } from "./discovery.js";

writeFileSync(FACTS, writeFacts(factsOf(JSON.parse(readFileSync(argv[2] ?? DOCUMENT, "utf8")))));
