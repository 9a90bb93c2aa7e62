/** `tessera` as a process whose emulated services are lists of many pages. Its arguments: pages, items a page, command. */
import { processIo } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { emulatorOf } from "./cli.js";
import { pagesOfTokens } from "./pages.js";

const [pages, perPage, ...args] = process.argv.slice(2);
const transport = pagesOfTokens(Number(pages), Number(perPage), "x".repeat(1_000));
process.exitCode = await run(args, { ...processIo(), emulator: emulatorOf(transport) });
process.stderr.write(`requests: ${transport.requests}\n`);
