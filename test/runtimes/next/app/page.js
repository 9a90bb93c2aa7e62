"use client";
/** The program as a component of the client. */
import { useEffect } from "react";
import { runChecks } from "../program/checks.mjs";

async function run() {
  const { collector, ...argument } = await (await fetch("/argument")).json();
  const report = (line) => fetch(collector, { method: "POST", body: line });
  await runChecks(argument, report).catch((error) => report(JSON.stringify({ wrong: String(error?.stack) })));
  await report("end");
}

// biome-ignore lint/style/noDefaultExport: Next looks for it
export default function Page() {
  useEffect(() => void run(), []);
  return null;
}
