/** A transport whose lists have many pages. */
import type { Transport } from "tessera-sdk";

export interface Pages extends Transport {
  /** Requests that were received. */
  readonly requests: number;
}

/** Chrome's enrollment tokens, `perPage` on each of `count` pages. A page token is the number of its page. */
export function pagesOfTokens(count: number, perPage: number, text = ""): Pages {
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    async send({ url }) {
      requests++;
      const page = Number(new URL(url).searchParams.get("pageToken") ?? 0);
      const chromeEnrollmentTokens = Array.from({ length: perPage }, (_, index) => ({
        tokenPermanentId: `${page * perPage + index}`,
        token: `token${text}`,
      }));
      const nextPageToken = page + 1 < count ? { nextPageToken: `${page + 1}` } : {};
      const bytes = new TextEncoder().encode(JSON.stringify({ chromeEnrollmentTokens, ...nextPageToken }));
      return { status: 200, headers: {}, body: once(bytes) };
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
