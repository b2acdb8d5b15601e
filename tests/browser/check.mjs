#!/usr/bin/env node
// Checks a built site: node check.mjs [FOLDER] [--shots FOLDER] [--only pages,feeds,vnu,browser,weight] [--pretty-links]
// Prints each fault with its file and what to do; the last line is "N passed, N failed". Exit code 1 when something failed.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { GROUPS, checkSite } from "./suite.mjs";

const USAGE = `Usage: node check.mjs [FOLDER] [--shots FOLDER] [--only ${GROUPS.join(",")}] [--pretty-links]`;

const { folder, options } = readArguments();
const report = await checkSite(folder, options);
console.log(report.toString());
process.exitCode = report.failures.length > 0 ? 1 : 0;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: "string" }, only: { type: "string" }, "pretty-links": { type: "boolean" } } });
    const folder = resolve(positionals[0] ?? "output");
    const only = values.only?.split(",") ?? GROUPS;
    if (positionals.length > 1) throw new Error("give one folder");
    if (!existsSync(folder)) throw new Error(`${folder} does not exist: build the site first`);
    for (const group of only) if (!GROUPS.includes(group)) throw new Error(`--only ${group}: choose from ${GROUPS.join(", ")}`);
    return { folder, options: { only, shots: values.shots, prettyLinks: values["pretty-links"] } };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}
