/** Tracks as Google named them before they had ids; `trackIds` and `appTracks` have taken their place. */
export const APP_TRACKS = ["appTrackUnspecified", "production", "beta", "alpha"] as const;

/** A track of an app, by its kind. */
export type AppTrack = "appTrackUnspecified" | "production" | "beta" | "alpha" | (string & {});
