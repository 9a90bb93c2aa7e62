/** Tracks of apps, by kind. Google has replaced them with tracks that have ids: `trackIds` and `appTracks`. */
import { enumOf, type Schema, type UnlistedValue } from "../../core/schema.js";

/**
 * A track of an app, by kind: `production`, released to everybody; `beta` and `alpha`, test tracks;
 * `appTrackUnspecified` is unused.
 */
export type AppTrack = "appTrackUnspecified" | "production" | "beta" | "alpha" | UnlistedValue;

export const appTrackSchema: Schema<AppTrack> = enumOf("appTrackUnspecified", "production", "beta", "alpha");
