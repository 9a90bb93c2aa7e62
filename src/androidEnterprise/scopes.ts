/** The one OAuth scope of the Google Play EMM API. */
export const ANDROID_ENTERPRISE_SCOPE = "https://www.googleapis.com/auth/androidenterprise";
