/** `tessera` as a process, whose rows others take over a second after it was killed. Its arguments are the command. */
import { runProcess } from "../../src/cli/runProcess.js";

await runProcess(process.argv.slice(2), { leaseMs: 1_000 });
