/** Creates emulators, each typed by its services. */
import { type Clock, systemClock } from "../core/clock.js";
import { EmulatorBase } from "./emulatorBase.js";
import type { ServiceDefinition, ServicesOf } from "./service.js";
import { type AllServices, allServices, type EmulatedEndpointId } from "./services.js";

/** Options of {@link createEmulator}. */
export interface EmulatorOptions {
  /** What tokens expire by and delays wait on. @default the clock of the machine */
  clock?: Clock | undefined;
}

/** A stand-in for the services' servers, in this process. */
export interface Emulator extends EmulatorBase<EmulatedEndpointId>, ServicesOf<AllServices> {}

/** An emulator of the services of `D`, each a property under its name. */
export type EmulatorOf<D extends readonly ServiceDefinition[]> = EmulatorBase<EmulatedEndpointId<D>> & ServicesOf<D>;

/** The services to emulate: those of `tessera-sdk/testing`, and any of your own. */
export interface ServicesOption<D extends readonly ServiceDefinition[]> {
  /** The services to emulate. */
  services: D;
}

/**
 * Creates an emulator of some services, without a server: use its `transport`, or `handlers()` of
 * `tessera-sdk/testing/msw`.
 *
 * @throws An `InvalidParamsError` if two services have the same name or prefix.
 * @example
 * ```ts
 * const emulator = createEmulator({ services: [androidEnterprise] });
 * const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
 * const device = { enterpriseId: "LC00lwk1yg", userId: "110001", deviceId: "3a1b2c3d4e5f6789" };
 * const { policy } = await client.devices.get(device);
 * ```
 */
export function createEmulator<const D extends readonly ServiceDefinition[]>(
  options: EmulatorOptions & ServicesOption<D>,
): EmulatorOf<D>;
/** Creates an emulator of all services. */
export function createEmulator(options?: EmulatorOptions): Emulator;
export function createEmulator(options: EmulatorOptions & Partial<ServicesOption<AllServices>> = {}): EmulatorBase {
  const { services = allServices, clock = systemClock } = options;
  return new EmulatorBase(services, clock);
}
