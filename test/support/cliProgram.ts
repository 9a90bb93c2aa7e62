/** `tessera` as a process whose emulated services are lists of many pages. Its arguments: pages, items a page, command. */
import { runProcess } from "../../src/cli/runProcess.js";
import { emulatorOf } from "./cli.js";
import { pagesOfTokens } from "./pages.js";

const [pages, perPage, ...args] = process.argv.slice(2);
const transport = pagesOfTokens(Number(pages), Number(perPage), "x".repeat(1_000));
await runProcess(args, { emulator: emulatorOf(transport) });
process.stderr.write(`requests: ${transport.requests}\n`);
