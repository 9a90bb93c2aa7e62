/** Options that a client requires, where neither an account nor a setting says what they are. */
import type { ServiceName } from "./catalog.js";

export const placeholders: Readonly<Partial<Record<ServiceName, Readonly<Record<string, unknown>>>>> = {
  "adobe-pass": { serviceProvider: "REF30" },
  "adobe-sso-service": { baseUrl: "https://sso.example.com" },
  // A version, as it would be found out by a request.
  "flower-docs": { baseUrl: "https://flowerdocs.example.com/core", serverVersion: "2026.0" },
};
