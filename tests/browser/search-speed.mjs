// Measures the search of a built site in Chromium: node search-speed.mjs FOLDER [WORD…]
// Prints per query how long it takes and what it loads the first time, and how long it takes once its parts are there.

import { gzipSync } from "node:zlib";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./tabs.mjs";
import { serve } from "./server.mjs";

const [folder, ...words] = process.argv.slice(2);
// Only the search page is opened, so no other page has to be read.
const root = resolve(folder);
const site = { root, files: new Set(["zoeken/", "static/"].flatMap((place) => readdirSync(join(root, place), { recursive: true }).map((file) => place + file))) };
const queries = words.length > 0 ? words : ["zorg", "opleiding", "behoud medewerkers", "regio", "uitstroom zorg opleiding", "medewerkesr", "qxqxqxqx"];
const ROUNDS = 5;

const browser = await launch();
const server = await serve(site);
const tab = await browser.newPage();
const loaded = [];
tab.on("response", (response) => response.url().includes("/register/") && loaded.push(new URL(response.url()).pathname.replace(/.*\/zoeken\//, "zoeken/")));

console.log(`${"query".padEnd(28)} ${"results".padStart(8)} ${"first".padStart(8)} ${"again".padStart(8)} ${"parts".padStart(6)} ${"gzip".padStart(9)}`);
for (const query of queries) {
  await tab.goto("about:blank");
  loaded.splice(0);
  await tab.goto(server.addressOfPage({ path: "zoeken/index.html" }));
  const first = await time(query);
  const again = [];
  for (let round = 0; round < ROUNDS; round++) {
    await time("");
    again.push((await time(query)).milliseconds);
  }
  const bytes = loaded.reduce((sum, path) => sum + gzipSync(readFileSync(join(site.root, path))).length, 0);
  const median = again.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)];
  console.log(`${query.padEnd(28)} ${first.results.padStart(8)} ${`${first.milliseconds.toFixed(0)} ms`.padStart(8)} ${`${median.toFixed(0)} ms`.padStart(8)} ${String(loaded.length).padStart(6)} ${`${(bytes / 1000).toFixed(0)} kB`.padStart(9)}`);
}
await browser.close();
server.stop();

/** From asking to the first results on the page. */
function time(query) {
  return tab.evaluate(async (query) => {
    const [form, groups, count] = ["[data-search]", "[data-groups]", "[data-count]"].map((selector) => document.querySelector(selector));
    form.elements.q.value = query;
    const start = performance.now();
    const changed = new Promise((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done();
      });
      observer.observe(count, { childList: true, characterData: true });
    });
    form.requestSubmit();
    await changed;
    // The results stand on the page; a frame later they are seen.
    groups.getBoundingClientRect();
    return { milliseconds: performance.now() - start, results: /[\d.]+/.exec(count.textContent)?.[0] ?? "0" };
  }, query);
}
