/** A server that speaks TLS, with a certificate made for these tests: for localhost and 127.0.0.1, valid until 2126. */
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { onTestFinished } from "vitest";

/** `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 36500 -addext subjectAltName=…` */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUBXa4tLdTMjOpZkc2Jf1r9gU8McgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTA3NDI0N1oYDzIxMjYxMTAx
MDc0MjQ3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQLhQR6z86ojql+PICq/Xs+RwiUU6nyb4Z2HVPjTpCAT2Yzf9/6FsuJ
3SjEImzigNrkTP8TTJ7EnFm6+BeDSuOUo28wbTAdBgNVHQ4EFgQU2dTsg7dVVgEf
QlygJaLeB4bCeagwHwYDVR0jBBgwFoAU2dTsg7dVVgEfQlygJaLeB4bCeagwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgArUtlGTKoKsUwnGEo27m5mv8KfUEhudPb+/atKatVkgCICew
GFNCvsinl5ZCa5l3N++HUi567Esvwjgs2EMBwTF3
-----END CERTIFICATE-----
`;

export const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxBDutGxyrAQ1/NU0
/Fl7dvKA35+gUUl92Hyr8THiGrWhRANCAAQLhQR6z86ojql+PICq/Xs+RwiUU6ny
b4Z2HVPjTpCAT2Yzf9/6FsuJ3SjEImzigNrkTP8TTJ7EnFm6+BeDSuOU
-----END PRIVATE KEY-----
`;

export interface TlsServer {
  url: string;
  requests: number;
  /** Connections that are open. */
  open: number;
  /** The most that were open at the same time. */
  mostOpen: number;
  /** Handshakes, and how many of them resumed a session. */
  handshakes: number;
  resumed: number;
}

/** Responds to each request with `respond`, and closes when the test ends. */
export async function tlsServer(respond: Parameters<typeof createServer>[1]): Promise<TlsServer> {
  const counts: TlsServer = { url: "", requests: 0, open: 0, mostOpen: 0, handshakes: 0, resumed: 0 };
  const server: Server = createServer({ cert: CERTIFICATE, key: PRIVATE_KEY }, (request, response) => {
    counts.requests++;
    respond?.(request, response);
  });
  server.on("connection", (socket) => {
    counts.mostOpen = Math.max(counts.mostOpen, ++counts.open);
    socket.on("close", () => counts.open--).on("error", () => {});
  });
  server.on("secureConnection", (socket: TLSSocket) => {
    counts.handshakes++;
    if (socket.isSessionReused()) counts.resumed++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  counts.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return counts;
}
