// Tabs of headless Chromium that remember what went wrong in them. Nothing is judged here.

import { chromium } from "playwright-core";

const WORKERS = 2;

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Without these Chromium looks for hosts of its own, which a closed network refuses.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Gives every page its turn in a few tabs that share one setting. A page that cannot be opened is told and the others go on. */
export async function withTabs(browser, options, pages, report, work) {
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
export async function openTab(context) {
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

export async function visit(tab, address) {
  // What a former page still had under way must not be told of this one.
  await tab.page.goto("about:blank");
  tab.forget();
  await tab.page.goto(address, { waitUntil: "load" });
  await tab.rest();
}
