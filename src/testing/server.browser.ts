/** In place of the emulator's server, where there is no Node. */
import { TesseraError } from "../core/errors.js";

/** @throws A {@link TesseraError}, always. */
export async function startEmulator(): Promise<never> {
  throw new TesseraError("startEmulator() needs Node. Here, use createEmulator() and its `transport`.");
}
