/** The program for where a page or another module starts it. */
import { runChecks } from "./checks.mjs";

globalThis.runProgram = runChecks;
