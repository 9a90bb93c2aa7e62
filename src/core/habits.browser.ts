/** In place of the tables of names, which would be a twentieth of what a page loads. */
export const OPTION_HABITS: ReadonlyMap<string, string> = new Map();
export const PARAM_HABITS: ReadonlyMap<string, string> = new Map();
