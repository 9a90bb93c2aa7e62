/** Uses the wrapper of the guide by its emitted declarations alone. */
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { Fleet, type FleetClient, FleetError } from "./fleet.mjs";

const fleet = new Fleet(new AndroidEnterprise({ auth: "t" }), "LC00lwk1yg");
export const token: Promise<string | undefined> = fleet.enroll({ timeoutMs: 1_000 }).then((issued) => issued.token);
export const mode = async () => {
  const policy = await fleet.setApps({ userId: "110001", deviceId: "3a1b2c3d4e5f6789" }, []);
  // @ts-expect-error: it is typed, not `any`
  void policy?.productAvailabilityPolcy;
  return policy?.productAvailabilityPolicy;
};

const double: FleetClient = {
  enrollmentTokens: { create: async () => ({ token: "a token" }) },
  devices: { update: async ({ deviceId }) => ({ androidId: deviceId }) },
  users: { list: async () => ({ user: [] }) },
};
export const found = new Fleet(double, "LC00lwk1yg").find("jna@example.com");
export const isBusy = (error: unknown) => error instanceof FleetError && error.code === "busy";
