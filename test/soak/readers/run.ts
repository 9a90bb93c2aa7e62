export async function runReaders(_a: number, _b: number): Promise<number> { return 0; }
