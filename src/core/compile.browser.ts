/** Without generated validators: a strict Content Security Policy reports each attempt to generate code. */

export async function compiled(): Promise<undefined> {}
