/** The one OAuth scope of the Google Play EMM API, which every method needs. */
export const SCOPES = ["https://www.googleapis.com/auth/androidenterprise"] as const;
