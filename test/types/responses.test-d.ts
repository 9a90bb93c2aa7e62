/** The response beside the result, and doubles without it. Checked by the compiler, never run. */
import {
  type AdobePassV1,
  type AndroidEnterprise,
  type AuthenticationStatus,
  type ChromeDirectory,
  type Double,
  type FlowerDocs,
  type FlowerDocsTokenValidity,
  Pager,
  type ResponseInfo,
  type User,
  type Users,
} from "tessera-sdk";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles when both types are one. */
function same<A, B>(_: Same<A, B>): void {}

const user = { enterpriseId: "LC1", userId: "1" };

export async function everyCall(
  emm: AndroidEnterprise,
  chrome: ChromeDirectory,
  adobe: AdobePassV1,
  flower: FlowerDocs,
): Promise<void> {
  const { data, response } = await emm.users.get(user).withResponse();
  same<typeof data, User>(true);
  same<typeof response, ResponseInfo>(true);
  same<Awaited<ReturnType<typeof emm.users.get>>, User>(true);

  const nothing = await emm.users.delete(user).withResponse();
  same<typeof nothing.data, void>(true);
  const raw = await emm.request<{ id: string }>({ http: "GET /things" }).withResponse();
  same<typeof raw.data, { id: string }>(true);

  const device = { requestor: "r", deviceId: "d", deviceInfo: "e30=" };
  same<Awaited<ReturnType<typeof adobe.checkAuthentication>>, AuthenticationStatus>(true);
  const status = await adobe.checkAuthentication(device).withResponse();
  same<typeof status.data, AuthenticationStatus>(true);
  const validity = await flower.tokens.validate({ token: "t" }).withResponse();
  same<typeof validity.data, FlowerDocsTokenValidity>(true);

  for await (const page of chrome.enrollmentTokens.list().pages()) same<typeof page.response, ResponseInfo>(true);

  // @ts-expect-error: the response is not a part of the result
  void data.response;
  // @ts-expect-error: the observer is gone
  void emm.users.get(user, { onResponse: () => {} });
}

/** Code under test asks for no more than it uses, and takes a client's group of methods and a double alike. */
async function nameOf(users: Pick<Double<Users>, "get">): Promise<string | undefined> {
  return (await users.get(user)).displayName;
}

export function doubles(emm: AndroidEnterprise): void {
  void nameOf(emm.users);
  void nameOf({ get: async ({ userId }) => ({ id: userId }) });
  const client: Double<AndroidEnterprise> = emm;
  void nameOf(client.users);

  // @ts-expect-error: a result without what is required
  void nameOf({ get: async () => ({}) });
  // @ts-expect-error: a double of the class itself also needs `withResponse`
  const whole: Pick<Users, "get"> = { get: async () => ({ id: "1" }) };
  void whole;

  const list: Double<ChromeDirectory["enrollmentTokens"]>["list"] = () =>
    new Pager(async () => ({ items: [{ tokenPermanentId: "p", token: "t" }] }));
  void list;
}
