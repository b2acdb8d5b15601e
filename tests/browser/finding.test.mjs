// Finds things on the example site, as a reader does: by searching, choosing and walking with the keyboard. Run after a build:
// node --test finding.test.mjs (SITE=/path/to/output when it is not ../../output)

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { runAxe, WCAG } from "./axe.mjs";
import * as inPage from "./in-page.mjs";
import { serve } from "./server.mjs";
import { readablePages, readSite } from "./site.mjs";
import { launch } from "./tabs.mjs";

const site = readSite(resolve(process.env.SITE ?? new URL("../../output", import.meta.url).pathname));
const [SEARCH, ACTIONS, EVERYTHING] = ["zoeken/index.html", "acties/index.html", "overzicht/index.html"];
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(site);
});

after(async () => {
  server.stop();
  await browser.close();
});

const addressOf = (path) => server.addressOfPage(site.pageAt.get(path));

/** Opens a page, does something on it, and wants no complaint of the browser: of a script, of the policy, of a request elsewhere. */
async function onPage(address, options, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const complaints = [];
  tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("request", (request) => /^https?:/.test(request.url()) && new URL(request.url()).hostname !== "127.0.0.1" && complaints.push(request.url()));
  await tab.goto(address, { waitUntil: "load" });
  try {
    await work(tab, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** What the search page shows once it is done: its lines, and the groups with their titles. */
async function shown(tab) {
  // A search begins a moment after the last key.
  await tab.waitForTimeout(150);
  await tab.waitForFunction(() => document.querySelector("[data-count]").textContent !== "" && !document.querySelector("[data-result][aria-busy]"));
  return tab.evaluate(() => ({
    count: document.querySelector("[data-count]").textContent,
    remark: document.querySelector("[data-remark]").textContent,
    groups: [...document.querySelectorAll("[data-groups] section")].map((group) => ({
      kind: group.querySelector("h2").id.replace("soort-", ""),
      titles: [...group.querySelectorAll("a")].map((link) => link.textContent),
      marks: [...group.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase()),
    })),
  }));
}

// What is typed → a kind and a title that must be among its results, a word that is marked, and what the page says of it.
const QUERIES = [
  ["stage", "glossary", /^Bpv$/, "stage", /ook gezocht op.*beroepspraktijkvorming/],
  ["bpv", "actions", /stagebegeleiding/, "stagebegeleiding", /ook gezocht op.*stage/],
  ["beroepsbegeleidende leerweg", "glossary", /^BBL$/, "bbl", /ook gezocht op.*BBL/],
  ["Intentieverklaringen", "plans", /^Intentieverklaring$/, "intentieverklaring", /^$/],
  ["jaren", "glossary", /^Effecthorizon$/, "jaar", /^$/],
  ["zijinstromer", "glossary", /^Zij-instromer$/, "instromer", /^$/],
  ["zij-instromers", "glossary", /^Zij-instromer$/, "instromer", /^$/],
  ["verzuim", "figures", /^Ziekteverzuim/, "ziekteverzuim", /^$/],
  ["quote", "figures", /^Opleidingsquote/, "opleidingsquote", /^$/],
  ["opleidingsqoute", "figures", /^Opleidingsquote/, "opleidingsquote", /‘opleidingsqoute’ staat niet op deze site.*‘opleidingsquote’/],
  ["uitstrom", "glossary", /^Uitstroom$/, "uitstroom", /^$/],
  ["3.200", "figures", /^Uitstroom/, "3.200", /^$/],
  ["3200", "figures", /^Uitstroom/, "3.200", /^$/],
  ["CREEREN", "actions", /^Creëren/, "creëren", /^$/],
  ["creëren", "actions", /^Creëren/, "creëren", /^$/],
  ["twente", "regions", /^Twente$/, "twente", /^$/],
  ["uitstroom in de stedendriehoek", "figures", /^Uitstroom.*Stedendriehoek/, "uitstroom", /^$/],
];

for (const [query, kind, title, mark, remark] of QUERIES) {
  test(`"${query}" finds ${title}`, () =>
    onPage(`${addressOf(SEARCH)}?q=${encodeURIComponent(query)}`, {}, async (tab) => {
      const found = await shown(tab);
      const group = found.groups.find((group) => group.kind === kind);
      assert.ok(group?.titles.some((one) => title.test(one)), JSON.stringify(found));
      assert.ok(found.groups.some(({ marks }) => marks.some((one) => one.includes(mark))), `${mark} is marked: ${JSON.stringify(found.groups.map(({ marks }) => marks))}`);
      assert.match(found.remark, remark);
      assert.match(found.count, /\d+ resulta(at|ten) voor/);
    }));
}

test("the_best_result_of_a_name_is_its_own_page", () =>
  onPage(`${addressOf(SEARCH)}?q=twente`, {}, async (tab) => {
    const [{ kind, titles }] = (await shown(tab)).groups;
    assert.deepEqual([kind, titles], ["regions", ["Twente"]]);
  }));

// --- In the other language -----------------------------------------------------------------------------------------

const ENGLISH = "en/zoeken/index.html";

/** The results with their languages: of the title, of the page it leads to, of the text. */
const languages = (tab) => tab.evaluate(() => [...document.querySelectorAll("[data-groups] li")].map((row) => {
  const [link, text] = [row.querySelector("a"), row.querySelector(".result-text")];
  return { path: new URL(link.href).pathname.replace(/^.*?(en\/)?(regios|plannen|acties|cijfers|nieuws|begrippen)/, "$1$2"), page: link.hreflang, title: link.lang, text: text.lang };
}));

test("a_reader_of_a_translation_finds_its_pages_by_its_own_words", () =>
  onPage(`${addressOf("en/index.html")}`, {}, async (tab) => {
    await tab.fill("main input[type=search]", "employer");
    await tab.press("main input[type=search]", "Enter");
    await tab.waitForURL(/en\/zoeken\/index\.html\?q=employer/);
    const found = await shown(tab);
    assert.match(found.count, /results? for/);
    assert.ok(found.groups.some(({ marks }) => marks.includes("employers")), JSON.stringify(found));
    const [first] = await languages(tab);
    assert.deepEqual(first, { path: first.path, page: "", title: "", text: "" });
    assert.match(first.path, /^en\//);
    await tab.click("[data-groups] li a");
    assert.equal(await tab.evaluate(() => document.documentElement.lang), "en");
  }));

test("what_has_no_translation_is_found_and_says_in_which_language_it_is", () =>
  onPage(`${addressOf(ENGLISH)}?q=twente`, {}, async (tab) => {
    await shown(tab);
    const [first] = await languages(tab);
    assert.deepEqual(first, { path: "regios/twente/index.html", page: "nl", title: "nl", text: "nl" });
    const mark = await tab.evaluate(() => getComputedStyle(document.querySelector("[data-groups] li a"), "::after").content);
    assert.match(mark, /nl/i);
    const { violations } = await runAxe(tab, WCAG);
    assert.deepEqual(violations.map(({ id }) => id), []);
  }));

test("a_query_that_is_nowhere_says_so", () =>
  onPage(`${addressOf(SEARCH)}?q=qxqxqx`, {}, async (tab) => assert.match((await shown(tab)).count, /^Niets gevonden voor ‘qxqxqx’/)));

test("a_query_is_text_and_never_code", () =>
  onPage(`${addressOf(SEARCH)}?q=${encodeURIComponent("<img src=x onerror=alert(1)> __proto__ constructor")}`, {}, async (tab) => {
    assert.match((await shown(tab)).count, /‘<img/);
    assert.equal(await tab.locator("main img").count(), 0);
  }));

test("nothing_is_loaded_before_a_search", () =>
  onPage(addressOf(SEARCH), {}, async (tab) => {
    const scripts = await tab.evaluate(() => performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "script").map(({ name }) => name.replace(/.*\//, "").replace(/\.[0-9a-f]{8}\./, ".")));
    assert.deepEqual(scripts, ["search.js"]);
  }));

test("results_can_be_narrowed_by_kind_and_region_and_the_address_keeps_it", () =>
  onPage(`${addressOf(SEARCH)}?q=zorg`, {}, async (tab) => {
    await shown(tab);
    const counted = await tab.locator("#soort option[value=actions]").textContent();
    await tab.selectOption("#soort", "actions");
    await tab.waitForFunction(() => document.querySelectorAll("[data-groups] section").length === 1);
    const only = await shown(tab);
    assert.deepEqual(only.groups.map(({ kind }) => kind), ["actions"]);
    assert.ok(only.count.startsWith(/\((\d+)\)/.exec(counted)[1]), `${counted} and ${only.count}`);
    await tab.selectOption("#regio", "gooi-en-vechtstreek");
    await tab.waitForFunction((before) => document.querySelector("[data-count]").textContent !== before, only.count);
    assert.match(tab.url(), /\?q=zorg&soort=actions&regio=gooi-en-vechtstreek$/);
    await tab.reload();
    assert.deepEqual((await shown(tab)).groups.map(({ kind }) => kind), ["actions"]);
    await tab.goBack();
    await tab.goBack();
    assert.ok((await shown(tab)).groups.length > 1);
    assert.equal(await tab.inputValue("#soort"), "");
  }));

test("all_results_of_a_kind_are_a_button_away", () =>
  onPage(`${addressOf(SEARCH)}?q=zorg`, {}, async (tab) => {
    await shown(tab);
    const button = tab.locator("[data-groups] section:has(#soort-actions) button");
    const count = Number(/\d+/.exec(await button.textContent())[0]);
    await button.click();
    await tab.waitForFunction((count) => document.querySelectorAll("[data-groups] li").length === Math.min(count, 20), count);
    assert.ok(await tab.evaluate(() => document.activeElement.matches("[data-groups] li a")), "the focus is in the results");
  }));

test("from_home_to_a_download_by_keyboard", () =>
  onPage(addressOf("index.html"), {}, async (tab) => {
    const press = (key) => tab.keyboard.press(key);
    const tabTo = async (selector) => {
      for (let count = 0; count < 150; count++) {
        await press("Tab");
        if (await tab.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      }
      assert.fail(`${selector} is not reached by Tab on ${tab.url()}`);
    };
    await tabTo("main input[type=search]");
    await tab.keyboard.type("bbl-plaatsen duale");
    await press("Enter");
    await tab.waitForURL(/zoeken\/index\.html\?q=bbl-plaatsen/);
    assert.equal((await shown(tab)).groups[0].kind, "actions");
    await tab.focus("#zoekwoord");
    await press("ArrowDown");
    assert.match(await tab.evaluate(() => document.activeElement.textContent), /BBL-plaatsen/);
    await press("ArrowDown");
    await press("ArrowUp");
    await press("ArrowUp");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "zoekwoord");
    await press("ArrowDown");
    await press("Enter");
    await tab.waitForURL(/acties\/bbl-plaatsen/);
    await tabTo("main a[href*='cijfers/opleidingsquote-stedendriehoek']");
    await press("Enter");
    await tab.waitForURL(/cijfers\/opleidingsquote-stedendriehoek/);
    await tabTo("main a[href$='.csv']");
    assert.ok(await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), "the focus can be seen");
    const [download] = await Promise.all([tab.waitForEvent("download"), press("Enter")]);
    assert.equal(download.suggestedFilename(), "opleidingsquote-stedendriehoek.csv");
    await tab.goBack();
    await tab.goBack();
    assert.match((await shown(tab)).count, /bbl-plaatsen/);
  }));

test("search_works_from_a_disk", () =>
  onPage(pathToFileURL(join(site.root, "index.html")).href, {}, async (tab) => {
    await tab.fill("main input[type=search]", "opleidingsqoute");
    await tab.press("main input[type=search]", "Enter");
    await tab.waitForURL(/zoeken\/index\.html\?q=/);
    assert.ok((await shown(tab)).groups.some(({ titles }) => titles.includes("Opleidingsquote")));
    await tab.fill("#zoekwoord", "twente");
    await tab.press("#zoekwoord", "Enter");
    await tab.waitForFunction(() => document.querySelector("[data-count]").textContent.includes("twente"));
    assert.match(tab.url(), /q=twente/);
    await tab.click("[data-groups] li a");
    await tab.waitForURL(/regios\/twente\/index\.html$/);
  }));

test("from_a_disk_a_reader_walks_from_home_to_a_download", () =>
  onPage(pathToFileURL(join(site.root, "index.html")).href, {}, async (tab) => {
    const paper = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const steps = [["regios/stedendriehoek", "region"], ["plannen/", "plan"], ["acties/bbl-plaatsen", "action"], ["cijfers/opleidingsquote-stedendriehoek", "figure"]];
    for (const [address, kind] of steps) {
      await tab.locator(`main a[href*="${address}"]:visible`).first().click();
      assert.equal(await tab.evaluate(() => document.body.dataset.kind), kind, tab.url());
      assert.equal(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor), paper, `${kind} has its style`);
    }
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator("main a[href$='.csv']").first().click()]);
    assert.equal(download.suggestedFilename(), "opleidingsquote-stedendriehoek.csv");
  }));

test("a_former_address_leads_on_under_the_strict_policy", async () => {
  const former = site.pages.filter(({ isRedirect }) => isRedirect);
  assert.ok(former.length > 0, "the example site has former addresses");
  for (const javaScriptEnabled of [true, false]) {
    await onPage(server.addressOfPage(former[0]), { javaScriptEnabled }, async (tab) => {
      await tab.waitForURL((url) => !url.href.endsWith(former[0].path));
      assert.notEqual(await tab.evaluate(() => document.body.dataset.kind), "redirect");
      assert.equal(await tab.locator("h1").count(), 1);
    });
  }
});

test("a_part_of_another_state_of_the_site_makes_the_search_begin_again", async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  // The browser still has the start of a former site, and gets the parts of the present one.
  const begin = readFileSync(join(site.root, "zoeken/register/begin.js"), "utf8");
  await context.route(/begin\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: begin.replace(/searchPart\("[^"]+"/, 'searchPart("former"').replace(/"wordsVersion":"[^"]+"/, '"wordsVersion":"former-words"').replace('"entries":', '"entries":1,"was":') }));
  await tab.goto(`${addressOf(SEARCH)}?q=twente`);
  assert.equal((await shown(tab)).groups[0].titles[0], "Twente");
  await context.close();
});

test("a_search_that_cannot_load_says_so", async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await context.route(/register/, (route) => route.abort());
  await tab.goto(`${addressOf(SEARCH)}?q=twente`);
  assert.match((await shown(tab)).count, /Zoeken lukt nu niet/);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, path, query] of [["results", SEARCH, "?q=opleidingen+zorg"], ["chosen actions", ACTIONS, "?stand=unknown"]]) {
    test(`${name} at 320 px, ${colorScheme}: axe finds nothing and nothing sticks out`, () =>
      onPage(`${addressOf(path)}${query}`, { viewport: { width: 320, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" }, async (tab) => {
        await tab.waitForFunction(() => document.querySelector("[data-count]").textContent !== "");
        await tab.waitForTimeout(200);
        assert.ok((await tab.evaluate(inPage.horizontalExcess)).excess <= 0);
        assert.deepEqual((await runAxe(tab, { type: "tag", values: [...WCAG.values, "best-practice"] })).violations, []);
      }));
  }
}

test("the_number_of_results_is_announced", () =>
  onPage(`${addressOf(SEARCH)}?q=zorg`, {}, async (tab) => {
    await shown(tab);
    const status = tab.getByRole("status");
    assert.equal(await status.count(), 1);
    assert.match(await status.textContent(), /resultaten/);
  }));

// ---- All actions ----

test("actions_are_chosen_by_more_than_one_facet", () =>
  onPage(addressOf(ACTIONS), {}, async (tab) => {
    const rows = () => tab.evaluate(() => [...document.querySelectorAll(".row-action")].filter((row) => row.checkVisibility()).length);
    const all = await rows();
    assert.ok(all >= 33, `${all} actions`);
    await tab.click("summary:has-text('Kies welke acties')");
    const label = await tab.locator("select[name=regio] option[value=gooi-en-vechtstreek]").textContent();
    await tab.selectOption("select[name=regio]", "gooi-en-vechtstreek");
    const inRegion = await rows();
    assert.equal(inRegion, Number(/\((\d+)\)/.exec(label)[1]));
    assert.ok(inRegion > 0 && inRegion < all);
    await tab.selectOption("select[name=regio]", "");
    await tab.check("input[name=termijn][value=kort]");
    const short = await rows();
    await tab.check("input[name=termijn][value=geen]");
    assert.ok((await rows()) > short, "two options of one facet show more than one");
    assert.match(tab.url(), /\?termijn=kort&termijn=geen$/);
    assert.equal(await tab.getByRole("status").textContent(), `${await rows()} van ${all} acties`);
    const groups = await tab.evaluate(() => [...document.querySelectorAll("[data-group]")].filter((group) => group.checkVisibility() && !group.querySelector(".row-action:not([hidden])")).length);
    assert.equal(groups, 0, "no heading stands over nothing");
    await tab.reload();
    assert.ok(await tab.isChecked("input[name=termijn][value=geen]"), "the address keeps the choice");
    await tab.goBack();
    assert.equal(await rows(), short);
    await tab.click("button[type=reset]");
    assert.equal(await rows(), all);
    assert.doesNotMatch(tab.url(), /\?/);
  }));

test("a_key_in_the_address_that_is_none_is_passed_over", () =>
  onPage(`${addressOf(ACTIONS)}?regio=nergens&stand=nooit`, {}, async (tab) => assert.match(await tab.getByRole("status").textContent(), /^(\d+) van \1 acties$/)));

// ---- Without script ----

test("without_script_every_page_can_be_found", () =>
  onPage(addressOf(SEARCH), { javaScriptEnabled: false }, async (tab) => {
    await tab.click("noscript a, main a[href$='overzicht/index.html']");
    await tab.waitForURL(/overzicht\/index\.html$/);
    const linked = new Set(await tab.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href.replace(/#.*/, ""))));
    // What other sites show of a figure is a part of its page, and a translation stands behind the link on its original.
    const isPart = ({ path }) => path.endsWith("/insluiten/index.html") || site.pageAt.has(path.replace(/^en\//, "")) && path.startsWith("en/");
    const missing = readablePages(site).filter((page) => !page.isNotFound && !isPart(page) && page.path !== EVERYTHING && !linked.has(server.addressOfPage(page)));
    assert.deepEqual(missing.map(({ path }) => path), []);
  }));

test("a_translation_stands_behind_a_link_on_its_original", () =>
  onPage(addressOf("index.html"), { javaScriptEnabled: false }, async (tab) => {
    await tab.click("a[hreflang='en']");
    await tab.waitForURL(addressOf("en/index.html"));
    await tab.click("a[hreflang='nl'] >> nth=0");
    await tab.waitForURL(addressOf("index.html"));
  }));

test("without_script_all_actions_are_listed_and_no_control_is_dead", () =>
  onPage(addressOf(ACTIONS), { javaScriptEnabled: false }, async (tab) => {
    assert.ok((await tab.locator(".row-action").count()) >= 33);
    assert.equal(await tab.locator("[data-facets]").isVisible(), false);
  }));
