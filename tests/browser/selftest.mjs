// Proves the checks: a sound site passes whole, and each fault put into it is found, in its file. Run: node --test selftest.mjs

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, test } from "node:test";
import { BASE, page, sitemap, soundSite, withFolder } from "./fixture.mjs";
import { checkSite } from "./suite.mjs";

const HOME = "index.html";
const REGION = "regions/twente/index.html";

test("a_sound_site_passes_every_check", async () => {
  const report = await withFolder(soundSite(), (folder) => checkSite(folder));
  assert.deepEqual(report.failures, []);
});

test("a_report_ends_with_its_count", async () => {
  const report = await withFolder(soundSite(), (folder) => checkSite(folder, { only: ["pages"] }));
  assert.match(report.toString(), /\n\d+ passed, 0 failed$/);
});

/** Changes one text in one file. */
const swap = (path, from, to) => (site) => {
  assert.ok(site[path].includes(from), `${path} holds ${from}`);
  site[path] = site[path].replace(from, to);
};
/** Adds HTML at the end of the main part of a page. */
const add = (html, path = REGION) => swap(path, "\n</main>", `\n${html}\n</main>`);
const inHead = (html, path = REGION) => swap(path, "</head>", `${html}\n</head>`);
const remove = (path) => (site) => delete site[path];
const write = (path, text) => (site) => { site[path] = text; };

// What is broken → the check that must tell, the file it must name, and a word from what it says.
const FAULTS_IN_FILES = [
  ["a link to a page that is not there", add('<a href="weg.html">x</a>'), "links", REGION, /weg\.html.*names no file/],
  ["a link whose letters differ only in case", add('<a href="../../Index.html">x</a>'), "links", REGION, /Index\.html/],
  ["a link to an anchor that is not there", add('<a href="#weg">x</a>'), "links", REGION, /names no id/],
  ["a link to an anchor missing on another page", add('<a href="../../index.html#weg">x</a>'), "links", REGION, /names no id in index\.html/],
  ["a link to a folder", add('<a href="../../plans/zorg/">x</a>'), "links", REGION, /names a folder/],
  ["a link to a folder without its slash", add('<a href="../../plans/zorg">x</a>'), "links", REGION, /names no file/],
  ["a link from the host's root", add('<a href="/index.html">x</a>'), "links", REGION, /starts at the host's root/],
  ["a link that climbs out of the site", add('<a href="../../../index.html">x</a>'), "links", REGION, /climbs out/],
  ["an absolute link to the own site", add(`<a href="${BASE}index.html">x</a>`), "links", REGION, /absolute address of this site/],
  ["a script as a link", add('<a href=" JavaScript:alert(1)">x</a>'), "links", REGION, /is a script/],
  ["an empty mail address", add('<a href="mailto:">x</a>'), "links", REGION, /has no address/],
  ["an address with one slash", add('<a href="http:/x">x</a>'), "links", REGION, /not a whole address/],
  ["a srcset with a dead second image", swap(REGION, "../../logo.svg?b=2 2x", "../../weg.svg 2x"), "links", REGION, /img srcset="\.\.\/\.\.\/weg\.svg"/],
  ["an image from elsewhere", add('<img src="https://elders.test/a.png" alt="">'), "links", REGION, /fetched from elsewhere/],
  ["an image as a data address", add('<img src="data:image/gif;base64,AAAA" alt="">'), "links", REGION, /fetched from elsewhere/],
  ["a style sheet that is not there", inHead('<link rel="stylesheet" href="weg.css">'), "links", REGION, /weg\.css/],
  ["a gradient that is not there", add('<svg aria-hidden="true"><rect fill="url(#weg)"/></svg>'), "links", REGION, /fill=/],
  ["a part of an SVG that is not there", add('<svg aria-hidden="true"><use href="../../logo.svg#weg"/></svg>'), "links", REGION, /names no id in logo\.svg/],
  ["a canonical address of a page that is not there", swap(REGION, `<link rel="canonical" href="${BASE}regions/twente/`, `<link rel="canonical" href="${BASE}regions/weg/`), "links", REGION, /regions\/weg/],
  ["a relative canonical address", swap(REGION, `<link rel="canonical" href="${BASE}`, '<link rel="canonical" href="'), "links", REGION, /is relative/],
  ["a redirect to nowhere", swap("oud/index.html", "url=../regions/twente/index.html", "url=../weg.html"), "links", "oud/index.html", /meta refresh/],
  ["a link only for readers without script", add('<noscript><a href="weg.html">x</a></noscript>'), "links", REGION, /weg\.html/],
  ["a dead address on the 404 page", swap("404.html", 'href="/actieplan/index.html"', 'href="/actieplan/weg.html"'), "links", "404.html", /weg\.html/],
  ["a 404 page that forgets the site's own path", swap("404.html", 'href="/actieplan/index.html"', 'href="/index.html"'), "links", "404.html", /outside the site's own path/],
  ["a dead address in a style sheet", swap("style.css", 'url("logo.svg")', 'url("weg.svg")'), "css links", "style.css", /weg\.svg/],
  ["a dead import in a style sheet", swap("style.css", ":root", '@import "weg.css";\n:root'), "css links", "style.css", /weg\.css/],
  ["a style attribute", add('<p style="color: red">x</p>'), "strict policy", REGION, /style attribute/],
  ["a style element", inHead("<style>p { color: red }</style>"), "strict policy", REGION, /holds style/],
  ["an inline script", inHead("<script>1</script>"), "strict policy", REGION, /holds script/],
  ["an event attribute", add('<p onclick="x()">x</p>'), "strict policy", REGION, /onclick/],
  ["a base element", inHead('<base href="/">'), "strict policy", REGION, /<base>/],
  ["a page without a language", swap(REGION, ' lang="nl"', ""), "markup", REGION, /no lang/],
  ["an image without alt", add('<img src="../../logo.svg">'), "markup", REGION, /no alt/],
  ["an id used twice", add('<p id="doel">x</p>'), "markup", REGION, /used twice/],
  ["an SVG without a title", swap(REGION, "<title>Vlak</title>", ""), "markup", REGION, /svg.*no title/],
  ["two h1 headings", add("<h1>x</h1>"), "outline", REGION, /2 h1/],
  ["no h1 heading", swap(REGION, "<h1>Twente</h1>", "<h2>Twente</h2>"), "outline", REGION, /0 h1/],
  ["a skipped heading level", add("<h4>x</h4>"), "outline", REGION, /<h4> "x" comes after <h2>/],
  ["a page without a title", swap(REGION, "<title>Twente</title>", "<title> </title>"), "title", REGION, /no title/],
  ["two pages with one title", swap(REGION, "<title>Twente</title>", "<title>Zorgplan</title>"), "title", REGION, /same title/],
  ["broken structured data", swap(REGION, '{"@context": "https://schema.org"}', "{'a': 1}"), "structured data", REGION, /not valid JSON/],
  ["a broken JSON file", write("data.json", "{,}"), "json file", "data.json", /not valid JSON/],
  ["an SVG file with script", swap("logo.svg", "<circle", "<script>1</script><circle"), "svg file", "logo.svg", /holds script/],
  ["an SVG file without a title", swap("logo.svg", "<title>Stip</title>", ""), "svg file", "logo.svg", /no title/],
  ["an SVG file that fetches", swap("logo.svg", "<circle", '<image href="https://elders.test/a.png"/><circle'), "svg file", "logo.svg", /comes from elsewhere/],
  ["no page for unknown addresses", remove("404.html"), "pages", "404.html", /missing/],
  ["a feed that is not XML", swap("feed.xml", "<title>Nieuws", "<title>Brood & spelen"), "xml file", "feed.xml", /not well-formed/],
  ["no feed at all", remove("feed.xml"), "atom feed", /^\//, /no Atom feed/],
  ["a feed that the home page does not name", swap(HOME, "application/atom+xml", "text/plain"), "atom feed", HOME, /does not name its feed/],
  ["a feed without id", swap("feed.xml", "<id>tag:voorbeeld.test,2026:feed</id>", ""), "atom feed", "feed.xml", /feed has no <id>/],
  ["a feed without author", swap("feed.xml", "<author><name>Redactie</name></author>", ""), "atom feed", "feed.xml", /author/],
  ["a feed without its own address", swap("feed.xml", `<link rel="self" href="${BASE}feed.xml"/>`, ""), "atom feed", "feed.xml", /rel="self"/],
  ["an entry without a moment", swap("feed.xml", "<title>Een</title><updated>2026-11-01T00:00:00Z</updated>", "<title>Een</title>"), "atom feed", "feed.xml", /entry "Een" has no <updated>/],
  ["an entry with a Dutch date", swap("feed.xml", "<title>Een</title><updated>2026-11-01T00:00:00Z", "<title>Een</title><updated>1-11-2026"), "atom feed", "feed.xml", /1-11-2026/],
  ["an entry that leads nowhere", swap("feed.xml", "regions/twente/index.html", "weg.html"), "atom feed", "feed.xml", /weg\.html/],
  ["two entries with one id", swap("feed.xml", "<entry>", '<entry><id>tag:voorbeeld.test,2026:1</id><title>Nul</title><updated>2026-11-01T00:00:00Z</updated><content>x</content></entry><entry>'), "atom feed", "feed.xml", /two entries/],
  ["no sitemap", remove("sitemap.xml"), "sitemap", "sitemap.xml", /missing/],
  ["a sitemap that forgets a page", write("sitemap.xml", sitemap([HOME, REGION])), "sitemap", "sitemap.xml", /does not name plans\/zorg/],
  ["a sitemap that names a dead page", write("sitemap.xml", sitemap([HOME, REGION, "plans/zorg/index.html", "weg.html"])), "sitemap", "sitemap.xml", /weg\.html/],
  ["a sitemap that names a page with noindex", inHead('<meta name="robots" content="noindex">'), "sitemap", "sitemap.xml", /not meant to be found/],
  ["a sitemap of another site", swap("sitemap.xml", `${BASE}index.html`, "https://elders.test/"), "sitemap", "sitemap.xml", /not under/],
  ["no robots.txt", remove("robots.txt"), "robots.txt", "robots.txt", /missing/],
  ["a robots.txt without a sitemap", write("robots.txt", "User-agent: *\n"), "robots.txt", "robots.txt", /names no sitemap/],
  ["a robots.txt with other words", write("robots.txt", `Hallo\nUser-agent: *\nSitemap: ${BASE}sitemap.xml\n`), "robots.txt", "robots.txt", /no rule/],
];

for (const [name, breakIt, check, file, says] of FAULTS_IN_FILES) {
  test(`${name} is found`, async () => {
    const site = soundSite();
    breakIt(site);
    const report = await withFolder(site, (folder) => checkSite(folder, { only: ["pages", "feeds"] }));
    assertFound(report, check, file, says);
  });
}

test("links to folders are sound when they are meant", async () => {
  const site = soundSite();
  add('<a href="../../plans/zorg/">x</a>')(site);
  const report = await withFolder(site, (folder) => checkSite(folder, { only: ["pages"], prettyLinks: true }));
  assert.deepEqual(report.failures, []);
});

test("a page that is not valid HTML is found", async () => {
  const site = soundSite();
  add("<p><div>x</div></p>")(site);
  const report = await withFolder(site, (folder) => checkSite(folder, { only: ["vnu"] }));
  assertFound(report, "html (vnu)", REGION, /p.* element/);
  assert.equal(report.failures.length, 1);
});

const drawing = (inside, attributes = "") => `<svg viewBox="0 0 10 10" width="100" height="100" role="img" ${attributes}><title>Vlak</title>${inside}</svg>`;
const TABLE = "<table><caption>Waarden</caption><tr><th>a</th><td>1</td></tr></table>";

// Each fault gets a page and a kind of its own, so one run of the browser finds them all.
const FAULTS_IN_BROWSER = [
  ["text too pale in the light", { main: '<p class="pale">bleek</p>' }, "axe 1280 light", /color-contrast/],
  ["text too pale in the dark", { main: '<p class="pale-in-dark">bleek</p>' }, "axe 320 dark", /color-contrast/],
  ["a field without a label", { main: '<input type="text">' }, "axe 320 light", /label/],
  ["a target too small to hit", { main: '<p><button class="tiny" aria-label="a"></button><button class="tiny" aria-label="b"></button></p>' }, "axe 320 light", /target-size/],
  ["a page that scrolls sideways", { main: '<div class="wide">breed</div>' }, "width 320 light", /too wide; sticking out: div\.wide/],
  ["a page that cuts its text off", { head: '<link rel="stylesheet" href="../cut.css">', main: '<div class="wide">breed</div>' }, "width 320 dark", /too wide/],
  ["a row that bursts with wider spacing", { main: '<p class="tight">Een rij die net past in haar plaats</p>' }, "text spacing", /with WCAG text spacing/],
  ["a script that fails", { head: '<script src="../fails.js" defer></script>' }, "console 1280 light", /script error: opzettelijk/],
  ["an error in the console", { head: '<script src="../complains.js" defer></script>' }, "console 320 light", /console: opzettelijk/],
  ["a request that fails", { head: '<script src="../asks.js" defer></script>' }, "every page", /weg\.json gives 404/],
  ["a request to another host", { head: '<script src="../asks-elsewhere.js" defer></script>' }, "console 320 light", /elders\.test/],
  ["an inline style", { main: '<p style="color: red">x</p>' }, "console 320 light", /Content Security Policy/],
  ["an inline script", { head: "<script>1</script>" }, "console 1280 dark", /Content Security Policy/],
  ["a page without a skip link", { root: "../", swap: ['<a class="skip" href="#inhoud">Naar de inhoud</a>', '<a href="../index.html">Begin</a>'] }, "keyboard", /not a skip link/],
  ["a skip link that cannot be seen", { swap: ['class="skip"', 'class="skip hidden"'] }, "keyboard", /cannot be seen/],
  ["text that only script writes", { head: '<script src="../writes.js" defer></script>' }, "without script", /only with script: "opzettelijk"/],
  ["text that script takes away", { head: '<script src="../removes.js" defer></script>', main: "<p>weg</p>" }, "without script", /gone with script: "weg"/],
  ["a page too wide at 200 %", { main: '<div class="broad">breed</div>' }, "zoomed to 200 %", /too wide/],
  ["a page too wide at 400 %", { main: '<div class="wide">breed</div>' }, "zoomed to 400 %", /too wide/],
  ["a page that bursts with large letters", { main: '<div class="grows">breed</div>' }, "large letters", /twice the size it is \d+ px too wide/],
  ["letters that do not grow", { head: '<link rel="stylesheet" href="../fixed.css">' }, "large letters", /letters grow from 18 to 18 px/],
  ["pale letters in a drawing", { main: drawing("<text y='8' class='pale-drawn'>bleek</text>") }, "letters in drawings light", /"bleek" is drawn/],
  ["letters of a drawing pale on their ground", { main: drawing("<rect width='10' height='10' class='ground'/><text y='8' font-size='5'>op grijs</text>") }, "letters in drawings light", /"op grijs" is drawn/],
  ["letters that keep their colour when colours are forced", { main: '<p class="keeps">zwart</p>' }, "forced colours dark", /p\.keeps keeps its own colours/],
  ["something that moves", { main: '<p class="moves">beweegt</p>' }, "reduced motion", /p\.moves moves/],
  ["a link that does not show its focus", { main: '<p><a class="ringless" href="../index.html">x</a></p>' }, "focus", /"x" has the focus and does not show it/],
  ["a focus below something", { main: '<p><a href="../index.html">onder</a></p><div class="cover"></div>' }, "focus", /"onder" has the focus below <div class="cover">/],
  ["a control that keeps the focus", { head: '<script src="../traps.js" defer></script>', main: "<p><button>val</button></p>" }, "focus", /"val" does not let the focus go/],
  ["a focus that jumps ahead", { main: '<p><a href="../index.html">eerst</a> <a href="../index.html" tabindex="1">dan</a></p>' }, "focus", /passes over/],
  ["a drawing without a summary", { main: `<figure>${drawing("")}${TABLE}</figure>` }, "drawings for a screen reader", /"Vlak" has no summary/],
  ["a drawing whose summary nobody hears", { main: `<figure>${drawing("<desc>daalt</desc>", 'aria-label="iets anders"')}${TABLE}</figure>` }, "drawings for a screen reader", /does not get the title and the summary of "Vlak"/],
  ["a figure without a table", { main: `<figure>${drawing("")}</figure>` }, "drawings for a screen reader", /no table/],
  ["text that is not printed", { main: '<p class="screen">alleen op het scherm</p>' }, "print", /"alleen op het scherm" is not printed/],
  ["a drawing that is not printed", { main: `<figure class="screen">${drawing("<desc>daalt</desc>")}</figure>` }, "print", /1 of 1 drawings are not printed/],
  ["an address that is not printed", { main: '<p><a class="plain" href="https://voorbeeld.test/ver/">ver</a></p>' }, "print", /address https:\/\/voorbeeld\.test\/ver\/ is not printed/],
  ["a table cut off on paper", { main: '<table class="broad"><caption>Breed</caption><tr><td>x</td></tr></table>' }, "print", /table "Breed" is cut off/],
  ["dark paper", { head: '<link rel="stylesheet" href="../dark-paper.css">' }, "print", /background of brightness 0\.\d/],
  ["a page that loses its style on a disk", { swap: ['<link rel="stylesheet" href="', '<link rel="stylesheet" crossorigin href="'] }, "from a disk", /from a host/],
];

const STYLE_FOR_FAULTS = `
.pale { color: #ccc; }
@media (prefers-color-scheme: dark) { .pale-in-dark { color: #333; } }
.tiny { width: 10px; height: 10px; padding: 0; border: 0; margin: 0; }
.wide { width: 600px; }
.tight { width: max-content; font-size: 16px; }
.hidden:focus { opacity: 0; }
.broad { width: 700px; }
.grows { width: 45rem; }
.pale-drawn { fill: #ccc; font-size: 5px; }
.ground { fill: #444; }
.keeps { forced-color-adjust: none; color: #000; }
.moves { transition: color 1s; }
.ringless:focus { outline: none; }
.cover { position: fixed; inset: 0; background: #8888; }
@media print { .screen { display: none; } .plain::after { content: none !important; } }
`;

const faultPath = (index) => `fout-${index}/index.html`;

function siteWithBrowserFaults() {
  const site = soundSite();
  site["style.css"] += STYLE_FOR_FAULTS;
  site["cut.css"] = "body { overflow-x: hidden; margin: 0; }\n";
  site["fails.js"] = 'throw new Error("opzettelijk");\n';
  site["complains.js"] = 'console.error("opzettelijk");\n';
  site["asks.js"] = 'fetch("weg.json");\n';
  site["asks-elsewhere.js"] = 'fetch("https://elders.test/").catch(() => {});\n';
  site["writes.js"] = 'document.querySelector("main").append("opzettelijk");\n';
  site["removes.js"] = 'document.querySelector("main p").remove();\n';
  site["traps.js"] = 'document.querySelector("button").addEventListener("keydown", (event) => event.preventDefault());\n';
  site["fixed.css"] = "body { font-size: 18px; }\n";
  site["dark-paper.css"] = "@media print { body { background: #222; } }\n";
  // A control that only script can serve is no fault.
  site["sound.js"] = 'const p = document.createElement("p"); p.dataset.enhanced = ""; p.append("knop"); document.querySelector("main").append(p);\n';
  site["gaaf/index.html"] = page({ path: "gaaf/index.html", title: "Gaaf", kind: "gaaf", main: "<p>x</p>", head: '<script src="../sound.js" defer></script>' });
  for (const [index, [name, fault]] of FAULTS_IN_BROWSER.entries()) {
    const path = faultPath(index);
    const html = page({ path, title: name, kind: `fout-${index}`, main: "", ...fault });
    site[path] = fault.swap ? html.replace(...fault.swap) : html;
  }
  return site;
}

let browserReport;
before(async () => {
  browserReport = await withFolder(siteWithBrowserFaults(), (folder) => checkSite(folder, { only: ["browser"] }));
});

for (const [index, [name, , check, says]] of FAULTS_IN_BROWSER.entries()) {
  test(`${name} is found in the browser`, () => assertFound(browserReport, check, faultPath(index), says));
}

test("the sound pages beside faulty ones pass in the browser", () => {
  assert.deepEqual(browserReport.failures.filter(({ file }) => !file.startsWith("fout-")), []);
});

test("a site without a dark side and a lost 404 page are found in the browser", async () => {
  const site = soundSite();
  swap("style.css", "prefers-color-scheme: dark", "prefers-color-scheme: no-such")(site);
  swap("style.css", "color-scheme: light dark;", "")(site);
  site["404.html"] = page({ path: "404.html", title: "Niet gevonden", kind: "404", main: '<p><a href="index.html">Begin</a></p>' });
  const report = await withFolder(site, (folder) => checkSite(folder, { only: ["browser"] }));
  assertFound(report, "light and dark", HOME, /dark page/);
  assertFound(report, "404 at a deep address", "404.html", /style\.css is not there/);
  assertFound(report, "404 at a deep address", "404.html", /links to .*index\.html/);
});

test("a page that is too heavy, or moves while it loads, is found", async () => {
  const site = soundSite();
  // Nothing packs what is random.
  const bytes = (count) => randomBytes(count).toString("hex");
  site["heavy.js"] = `// ${bytes(11_000)}\n`;
  site["jumps.js"] = 'addEventListener("load", () => setTimeout(() => document.querySelector("main").prepend(Object.assign(document.createElement("p"), { className: "tall" })), 20));\n';
  site["style.css"] += ".tall { height: 300px; }\n";
  const add = (name, fault) => { site[`${name}/index.html`] = page({ path: `${name}/index.html`, title: name, kind: name, main: "<p>x</p>", ...fault }); };
  add("dik", { main: `<p>${bytes(101_000)}</p>` });
  add("script", { head: '<script src="../heavy.js" defer></script>' });
  add("springt", { head: '<script src="../jumps.js" defer></script>' });
  const report = await withFolder(site, (folder) => checkSite(folder, { only: ["weight"] }));
  assertFound(report, "weight", "dik/index.html", /first visit loads \d+\.\d KB/);
  assertFound(report, "weight", "script/index.html", /KB of script/);
  assertFound(report, "weight", "springt/index.html", /layout shift 0\.\d/);
  assert.equal(report.failures.length, 3);
});

function assertFound(report, check, file, says) {
  const isIt = (result) => result.check === check && (file instanceof RegExp ? file.test(result.file) : result.file === file);
  const told = report.failures.filter(isIt).flatMap(({ problems }) => problems);
  assert.ok(told.some(({ what }) => says.test(what)), `${check} in ${file} must say ${says}; it says: ${JSON.stringify(told)}; all that failed: ${report.failures.map((result) => `${result.check} in ${result.file}`).join(", ")}`);
  assert.ok(told.every(({ todo }) => todo), "each problem says what to do");
}
