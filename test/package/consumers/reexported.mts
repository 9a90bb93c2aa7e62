import type { CallOptions, ClientOptions } from "tessera-sdk";

export * from "tessera-sdk/android-enterprise";

declare const options: ClientOptions;
declare const callOptions: CallOptions;
/** Types of their members, which no import of the file that uses them names. */
export const localTypes = {
  options: () => options.limiter?.take,
  callOptions: () => callOptions.onSend,
};
