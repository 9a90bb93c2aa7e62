/** Requests to an emulated FlowerDocs that the SDK would not send. */
import { createEmulator, type EmulatorResponse, flowerDocs, ManualClock } from "tessera-sdk/testing";

export interface RawRequest {
  body?: unknown;
  bytes?: Uint8Array;
  token?: string | undefined;
  headers?: Record<string, string>;
}

export function rawFlowerDocs(serverVersion = "2026.0") {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
  const emulator = createEmulator({ clock, services: [flowerDocs] });
  const core = emulator.flowerDocs;
  core.serverVersion = serverVersion;
  const own = core.issueToken({ expiresInSeconds: 1e6 });

  /** @param request verb and path, such as `GET documents/D1`. */
  async function send(request: string, raw: RawRequest = {}): Promise<EmulatorResponse> {
    const [method = "", path = ""] = request.split(" ");
    const token = "token" in raw ? raw.token : own;
    const headers = {
      ...(token !== undefined && { token }),
      ...(raw.body !== undefined && { "content-type": "application/json" }),
      ...raw.headers,
    };
    const body = typeof raw.body === "string" ? raw.body : JSON.stringify(raw.body ?? "");
    const sent = {
      method,
      target: `/core/rest/${path}`,
      headers,
      body: raw.body === undefined ? new TextDecoder().decode(raw.bytes) : body,
      ...(raw.bytes && { bytes: raw.bytes }),
    };
    const response = await emulator.handle(sent);
    if (response === "dropped") throw new Error("dropped");
    return response;
  }

  return { clock, emulator, core, own, send };
}

/** The code in the body of an error. */
export function codeOf({ body }: EmulatorResponse): unknown {
  try {
    return JSON.parse(body).code;
  } catch {
    return undefined;
  }
}
