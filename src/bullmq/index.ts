/** `tessera-sdk/bullmq` */
export {};
