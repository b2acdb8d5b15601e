// Judges the pages for people who set things their own way: large letters, other colours, no motion, a keyboard, paper, a screen reader.
// In: one page of every kind. Out: results in the report.

import * as inPage from "./in-page.mjs";
import { visit, withTabs } from "./tabs.mjs";

const WIDE = { width: 1280, height: 900 };
// A screen of 1280 px at 200 % and at 400 %: WCAG 2.2, criteria 1.4.4 and 1.4.10.
const ZOOMED = [{ name: "zoomed to 200 %", width: 640, height: 450 }, { name: "zoomed to 400 %", width: 320, height: 225 }];
// A4 with the margins of the style sheet (18 mm on both sides), in px of 1/96 inch.
const PAPER = { width: 657, height: 971 };

export async function checkForPeople(browser, server, pages, report) {
  const each = (options, work) => withTabs(browser, options, pages, report, async (tab, page) => {
    await visit(tab, server.addressOfPage(page));
    await work(tab, page, (check, problems) => report.add(check, page.path, problems));
  });
  for (const { name, ...viewport } of ZOOMED) await each({ viewport }, async (tab, _, add) => add(name, await widthProblems(tab.page)));
  await each({ viewport: WIDE }, async (tab, _, add) => add("large letters", await largeLetterProblems(tab.page)));
  for (const colorScheme of ["light", "dark"]) {
    await each({ viewport: WIDE, colorScheme }, async (tab, _, add) => add(`letters in drawings ${colorScheme}`, await drawnLetterProblems(tab.page)));
    await each({ viewport: WIDE, colorScheme, forcedColors: "active" }, async (tab, _, add) => add(`forced colours ${colorScheme}`, [...(await ownColourProblems(tab.page)), ...(await drawnLetterProblems(tab.page))]));
  }
  await each({ viewport: WIDE }, async (tab, page, add) => {
    add("reduced motion", await motionProblems(tab.page));
    add("focus", await focusProblems(tab.page));
    if (page.kind !== "embed") add("drawings for a screen reader", await drawingProblems(tab.page));
  });
  await each({ viewport: PAPER, colorScheme: "dark" }, async (tab, _, add) => add("print", await printProblems(tab.page)));
}

export async function widthProblems(page) {
  const { excess, widest } = await page.evaluate(inPage.horizontalExcess);
  return excess <= 0 ? [] : [{ what: `is ${excess} px too wide; sticking out: ${widest.join(", ")}`, todo: "let it wrap or shrink, or give it a scroll area of its own" }];
}

/** Letters twice as large as usual, by the reader's own setting: the page stays as wide as the screen. */
async function largeLetterProblems(page) {
  const reader = await page.context().newCDPSession(page);
  const before = await page.evaluate(inPage.letterSize);
  await reader.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  const after = await page.evaluate(inPage.letterSize);
  const tooWide = await widthProblems(page);
  // The setting stays with the tab, which goes on to the next page.
  await reader.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  const grown = after / before > 1.9 ? [] : [{ what: `letters grow from ${before} to ${after} px when the reader asks for twice the size`, todo: "give sizes of letters in rem or %" }];
  return [...grown, ...tooWide.map(({ what, todo }) => ({ what: `with letters of twice the size it ${what}`, todo }))];
}

async function drawnLetterProblems(page) {
  const found = await page.evaluate(inPage.paleLetters);
  return found.map(({ text, ratio, front, ground }) => ({ what: `"${text}" is drawn in ${front} on ${ground}: a contrast of ${ratio.toFixed(2)}`, todo: "give letters in drawings a contrast of 4.5 : 1, in every scheme of colours" }));
}

/** When colours are forced the browser gives each text its colour, but for what keeps its own and for drawings. */
async function ownColourProblems(page) {
  const stubborn = await page.evaluate(inPage.keepingColours);
  return stubborn.map((name) => ({ what: `${name} keeps its own colours when colours are forced`, todo: "take forced-color-adjust away, or use system colours" }));
}

async function motionProblems(page) {
  const moving = await page.evaluate(inPage.moving);
  return moving.map((name) => ({ what: `${name} moves, though the reader asked for no motion`, todo: "put it in @media (prefers-reduced-motion: no-preference)" }));
}

// Walks a long page at its beginning and its end only.
const FIRST_STOPS = 100;
const LAST_STOPS = 8;

/** Walks through the page with the Tab key: each stop can be seen, none is passed over, and the last one lets go. */
async function focusProblems(page) {
  const count = await page.evaluate(inPage.listStops);
  const skipped = count > FIRST_STOPS + LAST_STOPS ? count - LAST_STOPS : Infinity;
  const problems = [];
  let before = -1;
  for (let steps = 0; steps <= FIRST_STOPS + LAST_STOPS + 1; steps++) {
    if (before === FIRST_STOPS - 1 && skipped < Infinity) await page.evaluate(inPage.focusStop, (before = skipped - 1));
    const stop = await nextStop(page, before);
    if (stop.index === -1 || stop.index < before) break;
    if (stop.index === before) return [...problems, { what: `${stop.name} does not let the focus go`, todo: "let Tab do what it does everywhere" }];
    problems.push(...stopProblems(stop, before));
    before = stop.index;
  }
  if (before < count - 1) problems.push({ what: `the focus comes no further than stop ${before + 1} of ${count}`, todo: "keep the order of the page, without tabindex above 0, and take no key away" });
  return problems;
}

// On a busy machine the focus moves a moment after the key.
const LATE = 500;

/** Goes on with Tab from one stop. What still has the focus after a while, and after another Tab, does not let it go. */
async function nextStop(page, before) {
  await page.keyboard.press("Tab");
  const stop = await page.evaluate(inPage.stopInFocus);
  if (stop.index !== before || before === -1) return stop;
  await page.waitForTimeout(LATE);
  const late = await page.evaluate(inPage.stopInFocus);
  if (late.index !== before) return late;
  await page.keyboard.press("Tab");
  return page.evaluate(inPage.stopInFocus);
}

function stopProblems({ index, name, hasRing, isSeen, coveredBy }, before) {
  return [
    ...(index > before + 1 ? [{ what: `the focus passes over what stands before ${name}`, todo: "let everything that can be used be reached by Tab" }] : []),
    ...(hasRing ? [] : [{ what: `${name} has the focus and does not show it`, todo: "give :focus-visible an outline of 2 px or more" }]),
    ...(isSeen ? [] : [{ what: `${name} has the focus out of sight`, todo: "let it scroll into view" }]),
    ...(coveredBy ? [{ what: `${name} has the focus below ${coveredBy}`, todo: "let nothing lie over what has the focus (scroll-padding)" }] : []),
  ];
}

/** A drawing tells its title and its summary, and a figure has its table with a caption. */
async function drawingProblems(page) {
  const { drawings, figures } = await page.evaluate(inPage.drawings);
  const tree = await accessibilityTree(page);
  const tables = tree.filter(({ role, name }) => role === "table" && name);
  const isTold = ({ title, summary }) => tree.some(({ role, name, description }) => /^(image|img|group|figure|SvgRoot|graphics-document)$/.test(role) && name.includes(title) && `${name} ${description}`.includes(summary));
  return [
    ...drawings.filter((drawing) => !isTold(drawing)).map(({ title }) => ({ what: `a screen reader does not get the title and the summary of "${title}"`, todo: 'give the <svg> role="img" and aria-labelledby with its <title> and <desc>' })),
    ...drawings.filter(({ isFigure, summary }) => isFigure && !summary).map(({ title }) => ({ what: `"${title}" has no summary`, todo: "say in <desc> what the drawing shows" })),
    ...(figures > 0 && tables.length === 0 ? [{ what: "a figure has no table", todo: "write its values in a <table> with a <caption>, on the same page" }] : []),
  ];
}

/** What a screen reader gets, parts that fold opened. */
async function accessibilityTree(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  const { nodes } = await (await page.context().newCDPSession(page)).send("Accessibility.getFullAXTree");
  return nodes.filter(({ ignored }) => !ignored).map((node) => ({ role: node.role?.value ?? "", name: plain(node.name), description: plain(node.description) }));
}

/** A value of the tree, white space of any kind as one space. */
function plain(property) {
  return (property?.value ?? "").trim().replace(/\s+/g, " ");
}

// What can only be pressed or copied means nothing on paper; a drawing may come in its other form, so drawings are counted.
const TO_PRINT = { within: "main", except: "form, nav, button, summary, svg, .footnote-back, .figure-embed, [data-enhanced]" };

async function printProblems(page) {
  await page.emulateMedia({ media: "screen" });
  const onScreen = await page.evaluate(inPage.readableText, TO_PRINT);
  const { figures } = await page.evaluate(inPage.drawings);
  await page.emulateMedia({ media: "print" });
  const onPaper = new Set(await page.evaluate(inPage.readableText, TO_PRINT));
  const { links, tables } = await page.evaluate(inPage.printed);
  const missing = figures - (await page.evaluate(inPage.drawings)).figures;
  const brightness = await page.evaluate(inPage.backgroundBrightness);
  const lost = onScreen.filter((line) => !onPaper.has(line));
  return [
    ...lost.slice(0, 3).map((line) => ({ what: `"${line.slice(0, 80)}" is not printed`, todo: "hide only what nobody can use on paper" })),
    ...(missing > 0 ? [{ what: `${missing} of ${figures} drawings are not printed`, todo: "print what a figure shows" }] : []),
    ...links.map((href) => ({ what: `the address ${href} is not printed`, todo: 'add it: a[href^="http"]::after { content: " (" attr(href) ")" }' })),
    ...tables.map((caption) => ({ what: `the table "${caption}" is cut off on A4`, todo: "let its words wrap on paper" })),
    ...(brightness > 0.95 ? [] : [{ what: `paper gets a background of brightness ${brightness.toFixed(2)}`, todo: "print black on white, whatever the screen is" }]),
  ];
}
