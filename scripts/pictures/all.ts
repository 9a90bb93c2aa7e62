/** Every picture, by its name below `docs/images`. */
import { architecture } from "./architecture.js";
import { fleet } from "./fleet.js";
import { oneCall } from "./oneCall.js";
import { retries } from "./retries.js";
import type { Picture } from "./svg.js";
import { trace } from "./trace.js";

interface Shown {
  draw: () => Picture | Promise<Picture>;
  /** The pages that show it. */
  pages: readonly string[];
}

export const FOLDER = "docs/images";

export const PICTURES: Readonly<Record<string, Shown>> = {
  "architecture.svg": { draw: architecture, pages: ["ARCHITECTURE.md"] },
  "one-call.svg": { draw: oneCall, pages: ["ARCHITECTURE.md"] },
  "retries.svg": { draw: retries, pages: ["ARCHITECTURE.md", "docs/retries.md"] },
  "fleet.svg": { draw: fleet, pages: ["ARCHITECTURE.md", "docs/fleet.md"] },
  "retried-call.svg": { draw: trace, pages: ["docs/opentelemetry.md"] },
};
