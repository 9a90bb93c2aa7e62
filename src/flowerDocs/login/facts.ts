/** What all providers of FlowerDocs' tokens share. */

/** The family of FlowerDocs' providers and service. */
export const FLOWER_DOCS = "flowerDocs";

/** Core's default, for when neither the response nor the token carries its lifetime. */
export const ASSUMED_LIFETIME_MS = 3_600_000;
