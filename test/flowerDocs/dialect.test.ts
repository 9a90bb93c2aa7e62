/** What is taken for which version. */
import { describe, expect, test } from "vitest";
import { type Dialect, dialectOf } from "../../src/flowerDocs/dialect.js";

const ALL: readonly (keyof Dialect)[] = [
  "valuesJoinedBySection",
  "uniqueDocuments",
  "userTokens",
  "reservationByBody",
  "jsonAnnotations",
  "templatesRoute",
  "aclByReference",
  "exportJobs",
  "keepsIds",
];

describe("the dialect", () => {
  test.each([
    { version: "2.9", has: 0 },
    { version: "2025.0", has: 0 },
    { version: "2025.1", has: 2 },
    { version: "2025.1.7", has: 2 },
    { version: "2025.2", has: 6 },
    { version: "2025.2.0", has: 6 },
    { version: "2025.10", has: 6 },
    { version: "2026.0", has: 9 },
    { version: "2026.1.0", has: 9 },
    { version: "2028.0", has: 9 },
  ])("of $version has the first $has of what is new", ({ version, has }) => {
    const dialect = dialectOf(version);
    expect(Object.keys(dialect).sort()).toEqual([...ALL].sort());
    expect(ALL.filter((name) => dialect[name])).toEqual(ALL.slice(0, has));
  });
});
