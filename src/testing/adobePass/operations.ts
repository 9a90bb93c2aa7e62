/** What responds to each endpoint of REST API v2. */
import type { adobePassV2Endpoints } from "../../adobePass/endpoints.js";
import type { EmulatorResponse } from "../http.js";
import type { IdsIn } from "../service.js";
import type { Call } from "./call.js";
import { getConfiguration } from "./configuration.js";
import { decide } from "./decisions.js";
import { logOut } from "./logout.js";
import { createPartnerProfile, createPartnerSession } from "./partner.js";
import { getProfile, getProfileByCode, listProfiles } from "./profiles.js";
import { createSession, describeSession, resumeSession } from "./sessions.js";

type Operation = (call: Call) => EmulatorResponse;

/** By the ids of endpoints. One that is missing does not compile. */
const byId: Record<`adobepass.v2.${IdsIn<typeof adobePassV2Endpoints>}`, Operation> = {
  "adobepass.v2.configuration.get": getConfiguration,
  "adobepass.v2.decisions.authorize": (call) => decide(call, "authorize"),
  "adobepass.v2.decisions.preauthorize": (call) => decide(call, "preauthorize"),
  "adobepass.v2.logout.initiate": logOut,
  "adobepass.v2.profiles.createForPartner": createPartnerProfile,
  "adobepass.v2.profiles.get": getProfile,
  "adobepass.v2.profiles.getByCode": getProfileByCode,
  "adobepass.v2.profiles.list": listProfiles,
  "adobepass.v2.sessions.create": (call) => createSession(call),
  "adobepass.v2.sessions.createForPartner": createPartnerSession,
  "adobepass.v2.sessions.resume": resumeSession,
  "adobepass.v2.sessions.validate": describeSession,
};

export const operations: Readonly<Record<string, Operation>> = byId;
