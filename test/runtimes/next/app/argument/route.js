/** What the page needs to know when it is opened. */
export const dynamic = "force-dynamic";

export const GET = () => new Response(process.env.TESSERA_RUNTIMES);
