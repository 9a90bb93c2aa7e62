/** Who accepts a credential that processes share, and what can be a store. */
import type { Redis } from "ioredis";
import type { Keyv } from "keyv";
import { AdobePass, softwareStatement } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { sharedTokens } from "tessera-sdk/redis";

declare const ioredis: Redis;
declare const keyv: Keyv;
const options = { store: ioredis, key: "k", secret: "s" };
const serviceProvider = "REF30";
const baseUrl = "https://flowerdocs.example.com/core";

const google = sharedTokens(googleAuth(), { ...options, store: keyv });
const library = sharedTokens({ getAccessToken: async () => "token" }, options);
const adobe = sharedTokens(softwareStatement({ statement: "a.b.c" }), options);
const flower = sharedTokens(login({ user: "u", password: "p", scope: "s" }), options);
const supplied = sharedTokens(async () => ({ token: "t", expiresAt: new Date() }), options);

for (const auth of [google, library, supplied]) new AndroidEnterprise({ auth });
for (const auth of [adobe, supplied]) new AdobePass({ auth, serviceProvider });
for (const auth of [flower, supplied]) new FlowerDocs({ auth, baseUrl });
void flower.forgetRefusal();

// @ts-expect-error: Google's credential is of no use to Adobe.
new AdobePass({ auth: google, serviceProvider });
// @ts-expect-error: nor is that of its library.
new AdobePass({ auth: library, serviceProvider });
// @ts-expect-error: Adobe's is of no use to FlowerDocs.
new FlowerDocs({ auth: adobe, baseUrl });
// @ts-expect-error: a token is not obtained, and so not shared.
sharedTokens("token", options);
// @ts-expect-error: the secret has to be given.
sharedTokens(googleAuth(), { store: ioredis, key: "k" });
