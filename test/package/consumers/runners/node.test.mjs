import { test } from "node:test";

globalThis.test = test;
await import("./module.test.mjs");
