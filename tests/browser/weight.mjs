// Weighs what a first visit loads, as a server sends it, and how far things move while it loads.
// In: one page of every kind. Out: results in the report, and a table as a note.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as inPage from "./in-page.mjs";
import { serve } from "./server.mjs";
import { pageOfEachKind } from "./site.mjs";
import { launch, visit, withTabs } from "./tabs.mjs";

const MOST_BYTES = 100_000;
const MOST_SCRIPT = 10_000;
// What a browser rounds is no shift; 0.1 is where Core Web Vitals begin to call it bad.
const MOST_SHIFT = 0.01;
const SCREENS = [{ viewport: { width: 360, height: 740 }, deviceScaleFactor: 3 }, { viewport: { width: 1280, height: 900 } }];
const PACKED = /\.(html|css|js|svg|json|xml|txt)$/;

export async function checkWeight(site, report) {
  const browser = await launch();
  const server = await serve(site);
  const kinds = pageOfEachKind(site);
  const visits = new Map(kinds.map(({ page }) => [page, []]));
  for (const screen of SCREENS) {
    await withTabs(browser, screen, kinds.map(({ page }) => page), report, async (tab, page) => visits.get(page).push(await firstVisit(tab, server.addressOfPage(page), site)));
  }
  server.stop();
  await browser.close();
  const rows = kinds.map(({ kind, page }) => ({ kind, path: page.path, ...worst(visits.get(page)) })).sort((one, other) => other.gzip - one.gzip);
  for (const row of rows) report.add("weight", row.path, weightProblems(row));
  report.note(`what a first visit loads, in KB:\n${table(rows)}`);
}

/** A visit with nothing kept from before, down to the foot of the page: pictures that wait until they are near load too. */
async function firstVisit(tab, address, site) {
  await (await tab.page.context().newCDPSession(tab.page)).send("Network.setCacheDisabled", { cacheDisabled: true });
  const addresses = new Set();
  const listen = (response) => addresses.add(new URL(response.url()).pathname);
  tab.page.on("response", listen);
  await visit(tab, address);
  await tab.page.evaluate(inPage.goToFoot);
  await tab.rest();
  tab.page.off("response", listen);
  const files = [...addresses].map((pathname) => fileAt(site, pathname)).filter(Boolean).map((path) => ({ path, ...sizes(site, path) }));
  const sum = (key, of = files) => of.reduce((total, file) => total + file[key], 0);
  return { count: files.length, gzip: sum("gzip"), brotli: sum("brotli"), script: sum("gzip", files.filter(({ path }) => path.endsWith(".js"))), shift: await tab.page.evaluate(inPage.shifted) };
}

/** The file that an address names; the site stands below a path drawn anew, so it is known by its end. */
function fileAt(site, pathname) {
  const segments = decodeURIComponent(pathname).split("/").slice(1);
  return segments.map((_, index) => segments.slice(index).join("/")).find((end) => site.files.has(end));
}

/** Text packed as servers do by themselves (gzip 6) and as they can (brotli 5); pictures as they are. */
function sizes(site, path) {
  const bytes = readFileSync(join(site.root, path));
  if (!PACKED.test(path)) return { gzip: bytes.length, brotli: bytes.length };
  return { gzip: gzipSync(bytes, { level: 6 }).length, brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length };
}

function worst(visits) {
  const most = (key) => Math.max(0, ...visits.map((visit) => visit[key]));
  return { count: most("count"), gzip: most("gzip"), brotli: most("brotli"), script: most("script"), shift: most("shift") };
}

function weightProblems({ gzip, script, shift }) {
  return [
    ...(gzip > MOST_BYTES ? [{ what: `a first visit loads ${kilobytes(gzip)} KB`, todo: `stay below ${kilobytes(MOST_BYTES)} KB: shorten the page, or let part of it have a page of its own` }] : []),
    ...(script > MOST_SCRIPT ? [{ what: `it loads ${kilobytes(script)} KB of script before anything is asked`, todo: `stay below ${kilobytes(MOST_SCRIPT)} KB: load the rest when it is used` }] : []),
    ...(shift > MOST_SHIFT ? [{ what: `things move while it loads (cumulative layout shift ${shift.toFixed(3)})`, todo: "give pictures their dimensions, and what script adds its place" }] : []),
  ];
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}

function table(rows) {
  const cells = (row) => [row.kind.padEnd(18), ...[row.count, kilobytes(row.gzip), kilobytes(row.brotli), kilobytes(row.script), row.shift.toFixed(3)].map((cell) => String(cell).padStart(8)), ` ${row.path}`];
  return [["kind".padEnd(18), ...["files", "gzip", "brotli", "script", "shift"].map((head) => head.padStart(8)), " longest of its kind"], ...rows.map(cells)].map((row) => `  ${row.join("")}`).join("\n");
}
