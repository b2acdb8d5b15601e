// Judges the pages as people meet them, in headless Chromium: axe, width, console, policy, keyboard, with and without script, from a disk.
// In: a read site. Out: results in the report. One page of every kind gets everything; every page gets the cheap part.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { axeProblems } from "./axe.mjs";
import * as inPage from "./in-page.mjs";
import { checkForPeople, widthProblems } from "./people.mjs";
import { answer, POLICY, serve } from "./server.mjs";
import { pageOfEachKind, readablePages } from "./site.mjs";
import { launch, openTab, visit, withTabs } from "./tabs.mjs";

const NARROW = 320;
const WIDE = 1280;
export const VARIANTS = [NARROW, WIDE].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme, name: `${width} ${scheme}` })));
// Beyond this the cheap part takes an even sample: a template's fault shows in it all the same.
const MOST_PAGES = 600;

export async function checkInBrowser(site, report) {
  const browser = await launch();
  const server = await serve(site);
  try {
    const kinds = pageOfEachKind(site);
    const pages = kinds.map(({ page }) => page);
    report.note(`in the browser: ${kinds.map(({ kind, page }) => `${kind} = ${page.path}`).join(", ")}`);
    for (const variant of VARIANTS) await checkVariant(browser, server, pages, variant, report);
    await checkForPeople(browser, server, pages, report);
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

// Controls that only script can serve are no text.
const ALL_TEXT = { within: "body", except: "[data-enhanced]" };

async function checkWithoutScript(browser, server, pages, report) {
  const texts = { on: new Map(), off: new Map() };
  for (const [name, javaScriptEnabled] of [["on", true], ["off", false]]) {
    await withTabs(browser, { viewport: { width: WIDE, height: 900 }, javaScriptEnabled }, pages, report, async (tab, page) => {
      await visit(tab, server.addressOfPage(page));
      texts[name].set(page.path, await tab.page.evaluate(inPage.readableText, ALL_TEXT));
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
