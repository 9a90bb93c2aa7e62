globalThis.test = require("node:test").test;
require("./common.test.cjs");
