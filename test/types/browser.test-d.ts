/** Compiled only: what stands in for a file where there is no Node has the same exports. */

declare function same<Node>(browser: Promise<Node>): void;

same<typeof import("../../src/bulk/journal.js")>(import("../../src/bulk/journal.browser.js"));
same<typeof import("../../src/core/compile.js")>(import("../../src/core/compile.browser.js"));
same<typeof import("../../src/core/fileStore.js")>(import("../../src/core/fileStore.browser.js"));
same<typeof import("../../src/core/habits.js")>(import("../../src/core/habits.browser.js"));
same<typeof import("../../src/core/host.js")>(import("../../src/core/host.browser.js"));
same<typeof import("../../src/core/tokenText.js")>(import("../../src/core/tokenText.browser.js"));
same<typeof import("../../src/core/transport/default.js")>(import("../../src/core/transport/default.browser.js"));
same<typeof import("../../src/core/transport/causes.js")>(import("../../src/core/transport/causes.browser.js"));
same<typeof import("../../src/core/transport/undici.js")>(import("../../src/core/transport/undici.browser.js"));
same<typeof import("../../src/flowerDocs/files/source.js")>(import("../../src/flowerDocs/files/source.browser.js"));
same<typeof import("../../src/google/libraryErrors.js")>(import("../../src/google/libraryErrors.browser.js"));
same<typeof import("../../src/google/libraryTokens.js")>(import("../../src/google/libraryTokens.browser.js"));
same<typeof import("../../src/testing/server.js")>(import("../../src/testing/server.browser.js"));
