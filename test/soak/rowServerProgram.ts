/** The server of a measurement, in a process of its own. It tells its parent its URL, and at the end what it has counted. */
import { startRowServer } from "../support/rowServer.js";

const server = await startRowServer(0);
process.send?.({ url: server.url });
process.on("message", () => process.send?.({ rows: server.writes.size, spare: server.spare }));
process.once("disconnect", () => server.close());
