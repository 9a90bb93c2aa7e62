/** The access tokens of a client, for each device: Adobe's client ids are those of installed applications. */
import type { Deadline } from "../../core/deadline.js";
import { SweptMap } from "../../core/sweptMap.js";
import type { IssuedToken, TokenRefusal } from "../../core/tokenProvider.js";
import { TokenSource, type Tokens } from "../../core/tokens.js";
import type { AdobeDevice } from "../device/device.js";
import { DeviceRegistration, type RegistrationContext } from "./deviceRegistration.js";
import { checkClaims, claimsOf } from "./statement.js";

interface KnownDevice {
  readonly registration: DeviceRegistration;
  readonly tokens: TokenSource;
  usedAt: number;
}

/** Longer than a token request can last. Only memory is freed: what the device has is in the store. */
const IDLE_AFTER_MS = 3_600_000;

export class DeviceTokens implements Tokens {
  #context: RegistrationContext;
  #claims: ReturnType<typeof claimsOf>;
  #devices: SweptMap<string | undefined, KnownDevice>;
  #sourceOf = new WeakMap<IssuedToken, TokenSource>();

  constructor(context: RegistrationContext) {
    this.#context = context;
    this.#claims = claimsOf(context.statement);
    const { clock } = context.binding;
    this.#devices = new SweptMap(
      ({ registration, usedAt }) => !registration.isInMemoryAlone && clock.monotonic() - usedAt > IDLE_AFTER_MS,
    );
  }

  get(
    sufficient: readonly string[],
    deadline: Deadline,
    params: unknown,
    isUpload?: boolean,
  ): IssuedToken | Promise<IssuedToken> {
    const { clock, subjectOf } = this.#context.binding;
    checkClaims(this.#claims, sufficient, clock.now());
    const { tokens } = this.#known((subjectOf(params) ?? {}) as Partial<AdobeDevice>);
    const issued = tokens.get([], deadline, params, isUpload);
    return issued instanceof Promise ? issued.then((each) => this.#noted(each, tokens)) : this.#noted(issued, tokens);
  }

  invalidate(refused: IssuedToken, refusal: TokenRefusal): void {
    this.#sourceOf.get(refused)?.invalidate(refused, refusal);
  }

  #noted(issued: IssuedToken, tokens: TokenSource): IssuedToken {
    this.#sourceOf.set(issued, tokens);
    return issued;
  }

  #known(device: Partial<AdobeDevice>): KnownDevice {
    const { clock, baseUrl } = this.#context.binding;
    const usedAt = clock.monotonic();
    let known = this.#devices.get(device.id);
    if (known === undefined) {
      const registration = new DeviceRegistration(this.#context, device);
      known = { registration, tokens: new TokenSource(registration, clock, baseUrl), usedAt };
      this.#devices.set(device.id, known);
    }
    // The address of a device changes, and its software is updated.
    known.registration.device = device;
    known.usedAt = usedAt;
    return known;
  }
}
