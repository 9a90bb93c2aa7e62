import type * as sdk from "tessera-sdk";
import type * as testing from "tessera-sdk/testing";

export function checksOf(library: typeof sdk, emulator: typeof testing): Record<string, () => Promise<void>>;
