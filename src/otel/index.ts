/** `tessera-sdk/otel` */
export {};
