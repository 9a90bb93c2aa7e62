/** The program as a worker: a request with its argument starts it, the response is its lines. */
import { runChecks } from "./checks.mjs";

// biome-ignore lint/style/noDefaultExport: it is what runtimes of workers look for
export default {
  async fetch(request) {
    const argument = await request.json();
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    const report = (line) => writer.write(encoder.encode(`${line}\n`));
    runChecks(argument, report).then(
      () => writer.close(),
      (error) => writer.abort(error),
    );
    return new Response(readable);
  },
};
