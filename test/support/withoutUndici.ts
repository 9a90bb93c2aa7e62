/**
 * A program whose clients have no undici: it prints what became of each call as JSON. With a second argument, undici
 * can be loaded again for the last call.
 */
import { rmSync } from "node:fs";
import { AdobePassV1, AndroidEnterprise } from "tessera-sdk";

const [, , baseUrl = "", recovers] = process.argv;
const android = () => new AndroidEnterprise({ auth: async () => "token", baseUrl });
const [one, other] = [android(), android()];
const adobe = new AdobePassV1({ auth: "token", baseUrl });
const user = { enterpriseId: "E", userId: "U" };

interface Failure {
  code: string;
  message: string;
  attempts: number;
  outcomeUnknown: boolean;
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    ({ code, message, attempts, outcomeUnknown }: Failure) => ({ code, message, attempts, outcomeUnknown }),
  );
const create = (client: AndroidEnterprise) => outcome(client.users.generateAuthenticationToken(user));

const outcomes = await Promise.all([create(one), create(other), outcome(adobe.request({ http: "POST /x" }))]);
outcomes.push(await create(one));
if (recovers) {
  rmSync(process.env.UNDICI_BROKEN ?? "");
  outcomes.push(await create(other));
}
await one.close();
process.stdout.write(JSON.stringify(outcomes));
