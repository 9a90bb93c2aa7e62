export const next = [];
