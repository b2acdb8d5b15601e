#!/usr/bin/env node
// Has Lighthouse judge the main kinds of page as a phone sees them: node lighthouse.mjs [FOLDER] (LIGHTHOUSE=/path/to/lighthouse when it
// is installed; else npx fetches it). Exit code 1 below 100 for accessibility, best practices and SEO, or below 98 for performance.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "./server.mjs";
import { pageOfEachKind, readSite } from "./site.mjs";

const VERSION = "13.5.0";
const KINDS = ["home", "region", "plan", "action", "figure", "comparison", "search"];
const LEAST = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const CHROME = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update";

const site = readSite(resolve(process.argv[2] ?? "output"));
const server = await serve(site, { packs: true });
const reports = mkdtempSync(join(tmpdir(), "lighthouse-"));
let failed = 0;
console.log(["page".padEnd(12), ...Object.keys(LEAST).map((category) => category.padStart(15))].join(""));
for (const { kind, page } of pageOfEachKind(site).filter(({ kind }) => KINDS.includes(kind))) {
  const { categories, audits } = await judge(server.addressOfPage(page), join(reports, `${kind}.json`));
  const scores = Object.keys(LEAST).map((category) => Math.round(categories[category].score * 100));
  console.log([kind.padEnd(12), ...scores.map((score) => String(score).padStart(15)), `  ${page.path}`].join(""));
  for (const [index, [category, least]] of Object.entries(LEAST).entries()) {
    if (scores[index] >= least) continue;
    failed++;
    const lost = categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9);
    console.log(`  FAILED ${category}: ${lost.map(({ id }) => `${id} (${audits[id].displayValue ?? audits[id].title})`).join(", ")}`);
  }
}
server.stop();
rmSync(reports, { recursive: true });
process.exitCode = failed > 0 ? 1 : 0;

async function judge(address, file) {
  const [program, before] = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE, []] : ["npx", ["--yes", `lighthouse@${VERSION}`]];
  const args = [...before, address, "--quiet", "--output=json", `--output-path=${file}`, `--only-categories=${Object.keys(LEAST).join(",")}`, `--chrome-flags=${CHROME}`];
  const run = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], env: { CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium", ...process.env } });
  const code = await new Promise((done) => run.on("exit", done));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code} on ${address}`);
  return JSON.parse(readFileSync(file, "utf8"));
}
