/** `enrollmentTokens`. */
import type { EnrollmentToken } from "../../androidEnterprise/schemas/enrollmentToken.js";
import { readDuration } from "../../google/duration.js";
import { refuse } from "../google.js";
import { ENROLLMENT_TOKEN } from "./bodies.js";
import type { Operations } from "./call.js";

const DEFAULT_DURATION = "3600s";
const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 315_576_000_000;

export const enrollmentTokens: Operations<"enrollmentTokens"> = {
  create: {
    body: ENROLLMENT_TOKEN,
    respond(call) {
      const { enterprise } = call;
      const { token: _, duration = DEFAULT_DURATION, ...body } = call.body<EnrollmentToken>();
      const { enrollmentTokenType = "", googleAuthenticationOptions: options } = body;
      if (enrollmentTokenType === "enrollmentTokenTypeUnspecified") {
        refuse(400, "Invalid value at 'enrollmentTokenType'.", "invalid");
      }
      const lifetime = readDuration(duration);
      if (lifetime === undefined || lifetime.seconds < SHORTEST_SECONDS || lifetime.seconds > LONGEST_SECONDS) {
        refuse(400, "Invalid value at 'duration'.", "invalid");
      }
      if (options?.requiredAccountEmail !== undefined && options.authenticationRequirement !== "required") {
        refuse(400, "A required account email needs the authentication requirement 'required'.", "invalid");
      }
      const token = crypto.randomUUID().replaceAll("-", "").slice(0, 20).toUpperCase();
      const expiresAt = call.now + lifetime.seconds * 1_000;
      const issued = { token, enterpriseId: enterprise.resource.id, enrollmentTokenType, expiresAt };
      call.state.enrollmentTokens.set(token, issued);
      return { kind: "androidenterprise#enrollmentToken", token, ...body, duration };
    },
  },
};
