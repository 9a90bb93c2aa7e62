/** Every endpoint of this service. */
import { authenticate } from "./login.js";
import {
  createToken,
  createTokenForDocuments,
  createTokenLegacy,
  renewToken,
  renewTokenLegacy,
  validateToken,
} from "./tokens.js";

export const flowerDocsEndpoints = {
  authenticate,
  createToken,
  createTokenForDocuments,
  createTokenLegacy,
  renewToken,
  renewTokenLegacy,
  validateToken,
};
