/** The program on Node, bundled by Next. */
import worker from "../../program/worker.mjs";

export const runtime = "nodejs";

export const POST = (request) => worker.fetch(request);
