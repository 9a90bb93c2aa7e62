/** Where the user's files of this command are. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Io } from "../io.js";

/** The folder of the settings. */
export const configFolder = (io: Pick<Io, "env">) => folder(io, "XDG_CONFIG_HOME", "APPDATA", ".config");

/** The folder of what is remembered between two runs. */
export const stateFolder = (io: Pick<Io, "env">) => folder(io, "XDG_STATE_HOME", "LOCALAPPDATA", ".local/state");

/** A relative path would depend on the current folder, and is ignored, as the XDG specification requires. */
function folder({ env }: Pick<Io, "env">, variable: string, onWindows: string, below: string): string {
  const named = env[process.platform === "win32" ? onWindows : variable];
  const home = env.HOME || homedir();
  return join(named !== undefined && isAbsolute(named) ? named : join(home, below), "tessera");
}
