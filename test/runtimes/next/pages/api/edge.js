/** The program on the edge runtime. Not as a route of `app`: Next 16's build with webpack fails on any such on the edge. */
import worker from "../../program/worker.mjs";

export const config = { runtime: "edge" };

// biome-ignore lint/style/noDefaultExport: Next looks for it
export default (request) => worker.fetch(request);
