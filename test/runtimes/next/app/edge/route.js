/** The program on the edge runtime. */
import worker from "../../program/worker.mjs";

export const runtime = "edge";

export const POST = (request) => worker.fetch(request);
