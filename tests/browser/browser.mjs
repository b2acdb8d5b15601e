// Judges the pages as people meet them, in headless Chromium: axe, width, console, policy, keyboard, with and without script, from a disk.
// In: a read site. Out: results in the report. One page of every kind gets everything; every page gets the cheap part.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import * as inPage from "./in-page.mjs";
import { answer, POLICY, serve } from "./server.mjs";
import { pageOfEachKind, readablePages } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const NARROW = 320;
const WIDE = 1280;
export const VARIANTS = [NARROW, WIDE].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme, name: `${width} ${scheme}` })));
// Beyond this the cheap part takes an even sample: a template's fault shows in it all the same.
const MOST_PAGES = 600;
const WORKERS = 2;

export async function checkInBrowser(site, report) {
  const browser = await launch();
  const server = await serve(site);
  try {
    const kinds = pageOfEachKind(site);
    const pages = kinds.map(({ page }) => page);
    report.note(`in the browser: ${kinds.map(({ kind, page }) => `${kind} = ${page.path}`).join(", ")}`);
    for (const variant of VARIANTS) await checkVariant(browser, server, pages, variant, report);
    await checkWithoutScript(browser, server, pages, report);
    await checkFromDisk(browser, server, site, pages, report);
    await checkEveryPage(browser, server, site, report);
    await checkDarkness(browser, server, site, report);
    await checkNotFound(browser, site, report);
  } finally {
    server.stop();
    await browser.close();
  }
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Without these Chromium looks for hosts of its own, which a closed network refuses.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

async function checkVariant(browser, server, pages, variant, report) {
  const options = { viewport: { width: variant.width, height: 900 }, colorScheme: variant.scheme };
  await withTabs(browser, options, pages, report, async (tab, page) => {
    await visit(tab, server.addressOfPage(page));
    // Before axe: what axe itself provokes is not the page's doing.
    report.add(`console ${variant.name}`, page.path, tab.problems());
    report.add(`axe ${variant.name}`, page.path, await axeProblems(tab.page, page.path, report));
    if (variant.width === NARROW) report.add(`width ${variant.name}`, page.path, await widthProblems(tab.page));
    if (variant.width === NARROW && variant.scheme === "light") report.add("text spacing", page.path, await spacingProblems(tab.page));
    // What another site shows in a frame has nothing to skip.
    if (variant.width === WIDE && variant.scheme === "light" && page.kind !== "embed") report.add("keyboard", page.path, await keyboardProblems(tab, server.addressOfPage(page)));
  });
}

/** Gives every page its turn in a few tabs that share one setting. A page that cannot be opened is told and the others go on. */
async function withTabs(browser, options, pages, report, work) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const queue = [...pages];
  const worker = async () => {
    const tab = await openTab(context);
    for (let page = queue.shift(); page !== undefined; page = queue.shift()) {
      await work(tab, page).catch((error) => report.add("opens", page.path, [{ what: error.message, todo: "see whether the page, or a script on it, never comes to rest" }]));
    }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, pages.length) }, worker));
  await context.close();
}

/** A tab that remembers what went wrong since its last visit. */
async function openTab(context) {
  const page = await context.newPage();
  const found = [];
  const remember = (what, todo) => found.push({ what, todo });
  page.on("console", (message) => message.type() === "error" && remember(`console: ${message.text()}`, "mend what the browser complains about"));
  page.on("pageerror", (error) => remember(`script error: ${error.message}`, "mend the script"));
  page.on("requestfailed", (request) => remember(`${request.url()} failed: ${request.failure()?.errorText}`, "publish the file, or take the request out"));
  page.on("request", (request) => isElsewhere(request.url()) && remember(`${request.url()} is asked for`, "ask nothing of other hosts"));
  page.on("response", (response) => response.status() >= 400 && !response.request().isNavigationRequest() && remember(`${response.url()} gives ${response.status()}`, "publish the file, or take the request out"));
  return { page, forget: () => found.splice(0), problems: () => withoutTwins(found), rest: restOf(page) };
}

/**
 * Waits until no answer has been outstanding for a moment. The browser's own "network idle" takes half a second each time,
 * and never comes when a script leaves an answer unread.
 */
function restOf(page) {
  const waiting = new Set();
  page.on("request", (request) => waiting.add(request));
  for (const event of ["response", "requestfailed"]) page.on(event, (it) => waiting.delete(event === "response" ? it.request() : it));
  return async () => {
    for (let quiet = 0, tick = 0; quiet < 3 && tick < 100; tick++) {
      await page.waitForTimeout(30);
      quiet = waiting.size === 0 ? quiet + 1 : 0;
    }
    waiting.clear();
  };
}

function isElsewhere(url) {
  return /^https?:/.test(url) && new URL(url).hostname !== "127.0.0.1";
}

function withoutTwins(problems) {
  return [...new Map(problems.map((problem) => [problem.what, problem])).values()];
}

async function visit(tab, address) {
  // What a former page still had under way must not be told of this one.
  await tab.page.goto("about:blank");
  tab.forget();
  await tab.page.goto(address, { waitUntil: "load" });
  await tab.rest();
}

async function axeProblems(page, path, report) {
  await page.evaluate(AXE);
  const { violations, unjudged } = await page.evaluate(inPage.axeFindings, AXE_TAGS);
  for (const { nodes, targets } of unjudged) report.note(`axe could not judge the contrast of ${nodes} elements on ${path}: ${targets}`);
  return violations.map(({ id, help, nodes, targets }) => ({ what: `${id}: ${help} (${nodes}×: ${targets})`, todo: `see the rule "${id}" of axe-core` }));
}

async function widthProblems(page) {
  const { excess, widest } = await page.evaluate(inPage.horizontalExcess);
  return excess <= 0 ? [] : [{ what: `is ${excess} px too wide; sticking out: ${widest.join(", ")}`, todo: "let it wrap or shrink, or give it a scroll area of its own" }];
}

/** WCAG 1.4.12: wider spacing must not push the page sideways. */
async function spacingProblems(page) {
  await page.evaluate(inPage.widenTextSpacing);
  return (await widthProblems(page)).map(({ what, todo }) => ({ what: `with WCAG text spacing it ${what}`, todo }));
}

async function keyboardProblems(tab, address) {
  await visit(tab, address);
  await tab.page.keyboard.press("Tab");
  // The browser paints the focus, and its style, a moment after the key.
  await tab.rest();
  const focused = await tab.page.evaluate(inPage.focusedLink);
  if (!focused?.target) return [{ what: `the first Tab focuses ${focused?.name ?? "nothing"}, not a skip link`, todo: 'begin <body> with <a href="#inhoud">Naar de inhoud</a> and give <main> that id' }];
  if (!focused.isVisible) return [{ what: "the skip link has the focus but cannot be seen", todo: "show it on focus" }];
  return [];
}

async function checkWithoutScript(browser, server, pages, report) {
  const texts = { on: new Map(), off: new Map() };
  for (const [name, javaScriptEnabled] of [["on", true], ["off", false]]) {
    await withTabs(browser, { viewport: { width: WIDE, height: 900 }, javaScriptEnabled }, pages, report, async (tab, page) => {
      await visit(tab, server.addressOfPage(page));
      texts[name].set(page.path, await tab.page.evaluate(inPage.readableText));
    });
  }
  for (const { path } of pages.filter(({ path }) => texts.on.has(path) && texts.off.has(path))) report.add("without script", path, textDifference(texts.off.get(path), texts.on.get(path)));
}

function textDifference(off, on) {
  const lost = off.filter((line) => !on.includes(line));
  const added = on.filter((line) => !off.includes(line));
  const problem = (what, line, todo) => ({ what: `${what}: "${line.slice(0, 120)}"`, todo });
  return [
    ...added.map((line) => problem("only with script", line, "write it in the page itself; a control that only script can serve goes in an element with data-enhanced")),
    ...lost.map((line) => problem("gone with script", line, "leave the text as it is")),
    ...(lost.length + added.length === 0 && off.join() !== on.join() ? [problem("script changes the order or number of", off[0] ?? "", "leave the text as it is")] : []),
  ];
}

/** From a disk a page must look the same as from a host. */
async function checkFromDisk(browser, server, site, pages, report) {
  await withTabs(browser, { viewport: { width: WIDE, height: 900 } }, pages.filter((page) => !page.isNotFound), report, async (tab, page) => {
    await visit(tab, server.addressOfPage(page));
    const served = await tab.page.evaluate(inPage.looks);
    await visit(tab, pathToFileURL(join(site.root, page.path)).href);
    const opened = await tab.page.evaluate(inPage.looks);
    const changed = Object.keys(served).filter((property) => served[property] !== opened[property]);
    report.add("from a disk", page.path, [
      ...tab.problems(),
      ...changed.map((property) => ({ what: `${property} is ${opened[property]}, and ${served[property]} from a host`, todo: "link stylesheets with relative addresses and without crossorigin" })),
    ]);
  });
}

/** Every page at the narrowest width: a long word or a wide table sits on one page only. */
async function checkEveryPage(browser, server, site, report) {
  const pages = readablePages(site);
  const step = Math.ceil(pages.length / MOST_PAGES);
  if (step > 1) report.note(`every ${step}th of ${pages.length} pages was opened in the browser`);
  await withTabs(browser, { viewport: { width: NARROW, height: 900 } }, pages.filter((_, index) => index % step === 0), report, async (tab, page) => {
    await visit(tab, server.addressOfPage(page));
    report.add("every page", page.path, [...(await widthProblems(tab.page)), ...tab.problems()]);
  });
}

async function checkDarkness(browser, server, site, report) {
  for (const scheme of ["light", "dark"]) {
    await withTabs(browser, { colorScheme: scheme }, site.pages.filter(({ path }) => path === "index.html"), report, async (tab, page) => {
      await visit(tab, server.addressOfPage(page));
      const brightness = await tab.page.evaluate(inPage.backgroundBrightness);
      const isRight = scheme === "dark" ? brightness < 0.35 : brightness > 0.65;
      report.add("light and dark", page.path, isRight ? [] : [{ what: `the ${scheme} page has a background of brightness ${brightness.toFixed(2)} (0 black, 1 white)`, todo: "answer prefers-color-scheme" }]);
    });
  }
}

/** 404.html is shown at any address, at the site's real place: there it must find its styles and its links must lead somewhere. */
async function checkNotFound(browser, site, report) {
  if (!site.files.has("404.html")) return;
  const base = new URL(site.base ?? "http://site.invalid/");
  const context = await browser.newContext();
  await context.route("**/*", (route) => {
    const address = new URL(route.request().url());
    if (address.origin !== base.origin) return route.abort();
    const { status, type, body } = answer(site, base.pathname, address.pathname);
    return route.fulfill({ status, contentType: type, body, headers: { "Content-Security-Policy": POLICY } });
  });
  const tab = await openTab(context);
  const missing = [];
  tab.page.on("response", (response) => !response.request().isNavigationRequest() && response.status() >= 400 && missing.push(new URL(response.url()).pathname));
  await tab.page.goto(`${base.href}no/such/page/`);
  const { sheets, links } = await tab.page.evaluate(inPage.sheetsAndLinks);
  const dead = links.filter((link) => new URL(link).origin === base.origin && answer(site, base.pathname, new URL(link).pathname).status === 404);
  const todo = "in 404.html, begin every address with the site's own path";
  report.add("404 at a deep address", "404.html", [
    ...(sheets === 0 ? [{ what: "has no style", todo }] : []),
    ...missing.map((path) => ({ what: `${path} is not there`, todo })),
    ...dead.map((link) => ({ what: `links to ${link}, which is not there`, todo })),
  ]);
  await context.close();
}
