/** The base of the groups of methods of {@link AdobePass}: fills in what the client knows. */
import type { ClientContext } from "../../core/context.js";
import { Resource } from "../../core/resource.js";
import { withFields } from "../../core/values.js";
import type { AdobeDevice } from "../device/device.js";
import type { AdobeCodeParams, AdobeDeviceParams, ForCode, ForDevice } from "./headers.js";

/** What calls take from the client if they do not name their own. */
export interface Defaults {
  readonly serviceProvider: string;
  readonly device: AdobeDevice | undefined;
}

export abstract class AdobeResource extends Resource {
  #defaults: Defaults;

  /** @internal */
  constructor(context: ClientContext, defaults: Defaults) {
    super(context);
    this.#defaults = defaults;
  }

  /** @internal Adds the service provider and the device. */
  protected forDevice<P extends AdobeDeviceParams>(params: P): ForDevice<P> {
    const { serviceProvider, device } = this.#defaults;
    return withFields(params, {
      serviceProvider: params?.serviceProvider === undefined ? serviceProvider : params.serviceProvider,
      device: params?.device === undefined ? device : params.device,
    } as object) as ForDevice<P>;
  }

  /** @internal Adds the service provider, and of the device only the address: the code tells which device it is. */
  protected forCode<P extends AdobeCodeParams>(params: P): ForCode<P> {
    const { serviceProvider, device } = this.#defaults;
    return withFields(params, {
      serviceProvider: params?.serviceProvider === undefined ? serviceProvider : params.serviceProvider,
      caller: device,
    } as object) as ForCode<P>;
  }
}
