/** `tessera-sdk/otel`: spans and metrics of OpenTelemetry. Needs `@opentelemetry/api`, an optional peer dependency. */
export type { Observation } from "../core/observe.js";
export { ignoreRequestHook, type UndiciRequestHeaders } from "./ignoreRequestHook.js";
export { type InstrumentOptions, instrument } from "./instrument.js";
export { type PropagationOptions, propagatingTransport } from "./propagation.js";
