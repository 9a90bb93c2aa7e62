/** What results and errors are typed as. Checked by the compiler, never run. */
import {
  AdobePassError,
  type AdobePassV1,
  type AndroidEnterprise,
  ApiError,
  type AuthenticationStatus,
  type ChromeDirectory,
  type ChromeEnrollmentToken,
  type CreatedChromeEnrollmentToken,
  type Device,
  type DevicesListResponse,
  type EnrollmentToken,
  type EnterpriseNotification,
  type FlowerDocs,
  FlowerDocsError,
  type FlowerDocsToken,
  type FlowerDocsTokenValidity,
  GoogleApiError,
  type Input,
  type NewDeviceEvent,
  NotFoundError,
  type NotificationOf,
  type Page,
  type Pager,
  type PolicyInput,
  type Product,
  type ProductsPage,
  RateLimitError,
  type ResponsePromise,
  TesseraError,
  UnavailableError,
  type UnlistedValue,
} from "tessera-sdk";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles when both types are one. */
function same<A, B>(_: Same<A, B>): void {}

export function errors(error: unknown): void {
  if (error instanceof RateLimitError && error instanceof AdobePassError) {
    same<typeof error.kind, "rate_limited">(true);
    same<typeof error.action, AdobePassError["action"]>(true);
    const trace: string | undefined = error.trace;
    void trace;
    // @ts-expect-error: not an error of Google's
    void error.reason;
  }
  if (error instanceof AdobePassError && error instanceof RateLimitError) same<typeof error.kind, "rate_limited">(true);
  if (error instanceof NotFoundError && error instanceof GoogleApiError) {
    same<typeof error.kind, "not_found">(true);
    const reason: string | undefined = error.reason;
    void reason;
  }
  if (error instanceof UnavailableError && error instanceof FlowerDocsError) {
    same<typeof error.kind, "unavailable">(true);
    same<typeof error.type, "functional" | "technical" | undefined>(true);
  }
  if (error instanceof TesseraError && error.kind === "conflict") same<typeof error.kind, "conflict">(true);
  if (error instanceof ApiError) same<typeof error.code, string>(true);
  same<RateLimitError["kind"], "rate_limited">(true);
  void new RateLimitError("too many", { status: 429, retryAfterMs: 1_000 });
  // @ts-expect-error: the class gives the kind
  void new RateLimitError("too many", { kind: "conflict" });
  if (error instanceof TesseraError) {
    // @ts-expect-error: no such kind
    void (error.kind === "timeout");
    // @ts-expect-error: read only
    error.kind = "client";
  }
}

export function openEnums(token: EnrollmentToken, chrome: ChromeEnrollmentToken): void {
  const type: string | undefined = token.enrollmentTokenType;
  void type;
  if (token.enrollmentTokenType === "userDevice") same<typeof token.duration, string | undefined>(true);
  // Values newer than the SDK are comparable.
  void (token.enrollmentTokenType === "kioskDevice");
  void (chrome.state === "paused");
  // @ts-expect-error: no value that the SDK knows
  const misspelt: EnrollmentToken = { token: "t", enrollmentTokenType: "kioskDevice" };
  void misspelt;
  same<typeof token.token, string>(true);
  same<typeof chrome.tokenPermanentId, string>(true);
  same<typeof chrome.token, string | undefined>(true);
  // @ts-expect-error: no literal is a value newer than the SDK
  void ({ tokenPermanentId: "p", token: "t", state: "paused" } satisfies ChromeEnrollmentToken);
  // @ts-expect-error: an unknown field is there at run time, but not in the type
  void token.expiry;
  // @ts-expect-error: always text
  void token.duration?.seconds;
  // @ts-expect-error: absent and not undefined
  const undefinedField: EnrollmentToken = { token: "t", duration: undefined };
  void undefinedField;
}

export function devices(device: Device, list: DevicesListResponse): void {
  same<typeof device.androidId, string>(true);
  same<typeof list.device, Device[]>(true);
  // Values newer than the SDK are comparable.
  void (device.managementType === "sharedDevice");
  // @ts-expect-error: no value that the SDK knows
  void device.policy?.productPolicy?.map(({ tracks }) => tracks?.includes("gamma"));
  same<
    typeof device.managementType,
    "managedDevice" | "managedProfile" | "containerApp" | "unmanagedProfile" | UnlistedValue | undefined
  >(true);
  // What was read can be sent.
  const input: Input<Device> = device;
  void input;
  const policy: PolicyInput | undefined = device.policy;
  void policy;
}

export function notifications(notification: EnterpriseNotification): void {
  same<typeof notification.enterpriseId, string>(true);
  switch (notification.event) {
    case "newDeviceEvent":
      same<typeof notification.newDeviceEvent, NewDeviceEvent>(true);
      same<typeof notification, NotificationOf<"newDeviceEvent">>(true);
      break;
    case "installFailureEvent":
      same<typeof notification.installFailureEvent.productId, string>(true);
      // @ts-expect-error: another event
      void notification.newDeviceEvent.deviceId;
      break;
    case "none":
      void notification.notificationType;
      // @ts-expect-error: no event
      void notification.newDeviceEvent;
      break;
    // @ts-expect-error: no such event
    case "deviceLostEvent":
      break;
    default:
      // @ts-expect-error: one of several
      void notification.newDeviceEvent.deviceId;
  }
}

export function authenticationStatus(status: AuthenticationStatus): void {
  if (status.authenticated) {
    // @ts-expect-error: yes has no error
    void status.error;
  } else {
    same<typeof status.error, AdobePassError>(true);
  }
  // @ts-expect-error: not before it is known
  void status.error;
}

export function tokenValidity(validity: FlowerDocsTokenValidity): void {
  if (validity.valid) {
    same<typeof validity.raw, string>(true);
    // @ts-expect-error: a valid token has no error
    void validity.error;
  } else {
    same<typeof validity.error, FlowerDocsError>(true);
    // @ts-expect-error: an invalid token has no body
    void validity.raw;
  }
}

export async function returned(
  emm: AndroidEnterprise,
  chrome: ChromeDirectory,
  adobe: AdobePassV1,
  flower: FlowerDocs,
): Promise<void> {
  same<ReturnType<typeof emm.enrollmentTokens.create>, ResponsePromise<EnrollmentToken>>(true);
  same<ReturnType<typeof emm.devices.get>, ResponsePromise<Device>>(true);
  same<ReturnType<typeof emm.devices.list>, ResponsePromise<DevicesListResponse>>(true);
  same<ReturnType<typeof emm.products.approve>, ResponsePromise<void>>(true);
  same<ReturnType<typeof emm.products.list>, Pager<Product, ProductsPage>>(true);
  same<ReturnType<typeof chrome.enrollmentTokens.create>, ResponsePromise<CreatedChromeEnrollmentToken>>(true);
  same<ReturnType<typeof chrome.enrollmentTokens.revoke>, ResponsePromise<void>>(true);
  same<ReturnType<typeof adobe.checkAuthentication>, ResponsePromise<AuthenticationStatus>>(true);
  same<ReturnType<typeof adobe.requireAuthentication>, ResponsePromise<void>>(true);
  same<ReturnType<typeof flower.tokens.renew>, ResponsePromise<FlowerDocsToken>>(true);
  same<ReturnType<typeof flower.tokens.validate>, ResponsePromise<FlowerDocsTokenValidity>>(true);

  const pager = chrome.enrollmentTokens.list();
  same<typeof pager, Pager<ChromeEnrollmentToken>>(true);
  for await (const token of pager) same<typeof token, ChromeEnrollmentToken>(true);
  for await (const page of pager.pages()) {
    same<typeof page, Page<ChromeEnrollmentToken>>(true);
    same<typeof page.nextPageToken, string | undefined>(true);
  }
  same<Awaited<ReturnType<typeof pager.toArray>>, ChromeEnrollmentToken[]>(true);
  // @ts-expect-error: a pager is not a promise
  void pager.then;
}
