// tsx does not reach into threads by itself on every Node.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
