/** The library of the protocol, which is not part of the package: only this command needs it. */
import { createRequire } from "node:module";
import { UsageError } from "../exit.js";

type ServerModule = Pick<typeof import("@modelcontextprotocol/server"), "Server">;
type StdioModule = Pick<typeof import("@modelcontextprotocol/server/stdio"), "StdioServerTransport" | "serveStdio">;

export interface Protocol extends ServerModule, StdioModule {
  /** The version of this package. */
  readonly version: string;
}

/** @throws A {@link UsageError} that says how to install it if it is missing. */
export async function loadProtocol(): Promise<Protocol> {
  const { version } = createRequire(import.meta.url)("tessera-sdk/package.json") as { version: string };
  try {
    const [{ Server }, stdio] = await Promise.all([
      import("@modelcontextprotocol/server"),
      import("@modelcontextprotocol/server/stdio"),
    ]);
    return { Server, StdioServerTransport: stdio.StdioServerTransport, serveStdio: stdio.serveStdio, version };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      "tessera mcp needs a package that is not installed: npm install @modelcontextprotocol/server@2, or with npx: npx --yes --package tessera-sdk --package @modelcontextprotocol/server@2 tessera mcp …",
    );
  }
}
