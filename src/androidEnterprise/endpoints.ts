/** Every endpoint of this service. */
import { createEnrollmentToken } from "./enrollmentTokens.js";
import { generateAuthenticationToken } from "./users.js";

export const androidEnterpriseEndpoints = { createEnrollmentToken, generateAuthenticationToken };
