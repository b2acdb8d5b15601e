// Writes for a new site in the browser with the pages of `actieplan cms`, and finds it in the files. Needs the program built
// (ACTIEPLAN=/path/to/actieplan when it is not ../../target/release/actieplan): node --test cms.test.mjs

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./tabs.mjs";
import { answer } from "./server.mjs";
import { readSite } from "./site.mjs";

const PROGRAM = process.env.ACTIEPLAN ?? new URL("../../target/release/actieplan", import.meta.url).pathname;
// The version that the handbook names. As a package it brings hundreds of others; only this one file is used.
const CMS = { name: "decap-cms", version: "3.16.3", integrity: "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==" };
const SCRIPT = new URL(`node_modules/.cache/${CMS.name}-${CMS.version}.js`, import.meta.url).pathname;

// Only a fault waits this long: a machine that does other work too starts the CMS in a minute.
const PATIENCE = 300_000;

const project = mkdtempSync(join(tmpdir(), "cms-"));
const complaints = [];
let browser;
let tab;
let host;
let backend;

before(async () => {
  fetchScript();
  actieplan("new", "site", ".", "--title", "Proef");
  actieplan("cms", "--backend", "local", "--script", SCRIPT);
  actieplan("check", "--deny", "warnings");
  actieplan("build");
  writeFileSync(join(project, "content/pages/over.en.md"), "---\ntitle: About\n---\n\nAbout us.\n");
  writeFileSync(join(project, "content/figures/nog-niet-geteld.yaml"), "title: Nog niet geteld\nkind: aantal\ndefinition: Dit is nog niet geteld.\nsource:\n  name: Eigen telling\nunit: personen\nseries: []\n");
  backend = await startBackend();
  host = await serve(readSite(join(project, "output")), backend.address);
  browser = await launch();
  tab = await open();
});

after(async () => {
  await browser?.close();
  host?.server.close();
  backend?.process.kill();
  rmSync(project, { recursive: true });
});

function actieplan(...args) {
  return execFileSync(PROGRAM, args, { cwd: project, encoding: "utf8" });
}

function content(path) {
  return readFileSync(join(project, "content", path), "utf8");
}

/** Gets the one file from the registry, unless it is there already; npm says what it got, and that has to be the known one. */
function fetchScript() {
  if (existsSync(SCRIPT)) return;
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  try {
    const [packed] = JSON.parse(execFileSync("npm", ["pack", `${CMS.name}@${CMS.version}`, "--json"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    assert.equal(packed.integrity, CMS.integrity);
    execFileSync("tar", ["-xzf", packed.filename, "package/dist/decap-cms.js"], { cwd: folder });
    mkdirSync(join(SCRIPT, ".."), { recursive: true });
    copyFileSync(join(folder, "package/dist/decap-cms.js"), SCRIPT);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts decap-server on the project's folder, on a port that is free. */
async function startBackend() {
  const port = await freePort();
  const script = createRequire(import.meta.url).resolve("decap-server/dist/index.js");
  const started = spawn(process.execPath, [script], { env: { ...process.env, PORT: String(port), BIND_HOST: "127.0.0.1", GIT_REPO_DIRECTORY: project }, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready, failed) => {
    started.stdout.on("data", (line) => String(line).includes("listening") && ready());
    started.on("exit", (code) => failed(new Error(`decap-server ended with ${code}`)));
  });
  return { process: started, address: `http://127.0.0.1:${port}/api/v1` };
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Serves the site in a sub-path, with the policy that the handbook gives for /beheer/ and the backend on its own port. */
async function serve(site, backendAddress) {
  const handbook = readFileSync(new URL("../../docs/handboek/beheer.md", import.meta.url), "utf8");
  const policy = /^Content-Security-Policy: (.+)$/m.exec(handbook)[1].replace(/connect-src [^;]*/, `connect-src 'self' blob: ${new URL(backendAddress).origin}`);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const { status, type, body } = answer(site, "/proef/", pathname);
    response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(pathname.endsWith("/config.json") ? String(body).replace("http://localhost:8081/api/v1", backendAddress) : body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, address: `http://127.0.0.1:${server.address().port}/proef/beheer/` };
}

/** Opens the CMS and logs in: a tab for all tests, as somebody has it open all day. */
async function open() {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 1000 }, locale: "nl-NL" });
  tab.setDefaultTimeout(PATIENCE);
  tab.on("dialog", (dialog) => dialog.accept());
  tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("request", (request) => /^https?:/.test(request.url()) && new URL(request.url()).hostname !== "127.0.0.1" && complaints.push(request.url()));
  await tab.goto(host.address);
  await tab.getByRole("button", { name: "Inloggen" }).click();
  return tab;
}

/** Goes to a place in the CMS, does something there, and wants no complaint of the browser and no request elsewhere. */
async function inCms(place, work) {
  // Anew each time: the CMS keeps a form that is open, and for ten seconds what it found for a list.
  await tab.goto("about:blank");
  await tab.goto(`${host.address}#${place}`);
  await work();
  assert.deepEqual(complaints.splice(0), []);
}

/** Waits until something holds, and does what may bring that about as often as it takes. */
async function until(holds, bring = async () => {}) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await tab.waitForTimeout(100)) {
    if (await holds()) return;
    await bring();
  }
  throw new Error(`never held: ${holds}`);
}

/**
 * Fills in a field, and goes on once the preview beside the form shows it. A change that comes while the CMS still takes in
 * the former one is lost: nobody types that fast, but a browser that is driven does.
 */
async function fill(label, value) {
  const shown = async () => (await previewed()).includes(value);
  const field = labelled(label);
  await field.waitFor();
  await until(shown, async () => {
    await field.fill("");
    await field.fill(value);
    for (let tick = 0; tick < 50 && !(await shown()); tick++) await tab.waitForTimeout(100);
  });
}

/** Chooses from a list what has this title. */
async function choose(label, title) {
  await labelled(label).click();
  await tab.getByRole("option", { name: title }).first().click();
}

/** The field with this label; of a form with the same label in a group of fields, the one of the form. */
function labelled(label) {
  return tab.getByLabel(new RegExp(`^${label}( \\(optioneel\\))?$`, "i")).first();
}

async function previewed() {
  return tab.frameLocator("iframe").locator("body").textContent();
}

/** Publishes, and waits until the file says so; gives the file. */
async function publish(path, written) {
  const now = tab.getByRole("menuitem", { name: "Publiceer nu", exact: true });
  await until(() => now.isVisible(), () => tab.getByRole("button", { name: "Publiceer", exact: true }).click());
  await now.click();
  await until(async () => existsSync(join(project, "content", path)) && content(path).includes(written));
  // A new item gets its own place in the address.
  await tab.waitForURL(/\/entries\//);
  await tab.getByText(/wijzigingen opgeslagen|gepubliceerd/i).first().waitFor();
  return content(path);
}

test("all_kinds_of_content_are_listed_in_dutch", () =>
  inCms("/collections/region", async () => {
    await tab.getByText("Losse pagina's").waitFor();
    const listed = await tab.locator("nav a, aside a").allTextContents();
    for (const one of ["Algemeen", "Regio's", "Plannen", "Actielijnen", "Acties", "Cijfers", "Nieuws", "Begrippen"]) assert.ok(listed.some((text) => text.includes(one)), `${one}: ${listed}`);
    assert.equal(await tab.locator("#uitleg").isVisible(), false);
  }));

test("an_edit_changes_its_own_key_and_nothing_else", () =>
  inCms("/collections/region/entries/voorbeeldregio", async () => {
    const before = content("regions/voorbeeldregio.md");
    await fill("Samenvatting", "Een zin uit de browser: met een dubbele punt, en een ë.");
    const changed = await publish("regions/voorbeeldregio.md", "Een zin uit de browser: met een dubbele punt, en een ë.");
    assert.equal(body(changed), body(before), "the text is letter for letter the same");
    assert.doesNotMatch(changed, /: (''|""|null|\[\]|\{\})$/m, "nothing is written of what was left empty");
    assert.deepEqual(keys(changed), keys(before));
    stillGood();
  }));

test("actions_of_a_line_keep_their_keys_in_order", () =>
  inCms("/collections/line/entries/voorbeeldplan/lines/leren-en-werken", async () => {
    await fill("Titel", "Leren en doen");
    const changed = await publish("plans/voorbeeldplan/lines/leren-en-werken.md", "Leren en doen");
    const action = [...changed.matchAll(/^ {2}(?:- |  )([a-z_]+):/gm)].map(([, key]) => key);
    assert.deepEqual(action, ["title", "id", "number", "explanation", "horizons", "owners", "figures", "status", "as_of"]);
    stillGood();
  }));

test("translations_stand_in_no_list", () =>
  inCms("/collections/page", async () => {
    await tab.getByRole("link", { name: "Over deze site" }).waitFor();
    assert.equal(await tab.getByRole("link", { name: "About" }).count(), 0);
  }));

test("values_of_a_figure_are_corrected_and_added_by_keyboard", () =>
  inCms("/collections/figure/entries/uitstroom-voorbeeldregio", async () => {
    const values = tab.getByRole("group", { name: "Waarden", exact: true }).first();
    await values.getByLabel("Waarde 2023").fill("415,5");
    await values.getByRole("button", { name: "Meer over 2024" }).press("Enter");
    await values.getByLabel("Status 2024").selectOption("voorlopig");
    await values.getByRole("button", { name: "Periode toevoegen" }).press("Enter");
    await tab.keyboard.type("1.200");
    await values.getByText("zonder punt voor duizendtallen").waitFor();
    await tab.keyboard.press("Control+a");
    await tab.keyboard.type("1200");
    await values.getByText("zonder punt voor duizendtallen").waitFor({ state: "detached" });
    const changed = await publish("figures/uitstroom-voorbeeldregio.yaml", "1200");
    const [, written] = /^series:\n((?: .*\n)+)/m.exec(changed);
    assert.equal(written, `  - name: Andere sector
    values:
      "2023": 415.5
      "2024":
        value: 380
        status: voorlopig
      "2025": null
      "2026": 1200
  - name: Pensioen
    values:
      "2023": 160
      "2024": 175
      "2025": 190
`);
    stillGood();
  }));

test("a_figure_begins_with_its_source_and_values", () =>
  inCms("/collections/figure/new", async () => {
    await fill("Titel", "Vacatures in de regio");
    await choose("Soort", "aantal");
    await fill("Wat is er geteld\\?", "Open vacatures.");
    await fill("Naam", "Eigen telling");
    await choose("Regio's", "Voorbeeldregio");
    await choose("Eenheid", "personen");
    await tab.getByRole("button", { name: "Voeg reeksen toe" }).click();
    await tab.getByLabel("Naam", { exact: true }).last().fill("Vacatures");
    const values = tab.getByRole("group", { name: "Waarden", exact: true });
    for (const typed of [["2024/2025", "Tab", "12,5"], ["13"]]) {
      await values.getByRole("button", { name: "Periode toevoegen" }).press("Enter");
      for (const keys of typed) await (keys === "Tab" ? tab.keyboard.press(keys) : tab.keyboard.type(keys));
    }
    await choose("Soort periode", "studiejaar");
    const made = await publish("figures/vacatures-in-de-regio.yaml", "13");
    assert.match(made, /^source:\n {2}name: Eigen telling$/m);
    assert.match(made, /^ {2}- name: Vacatures\n {4}values:\n {6}2024\/2025: 12.5\n {6}2025\/2026: 13$/m);
    stillGood();
  }));

test("a_figure_without_values_yet_still_says_so", () =>
  inCms("/collections/figure/entries/nog-niet-geteld", async () => {
    await fill("Titel", "Wordt nog geteld");
    assert.match(await publish("figures/nog-niet-geteld.yaml", "Wordt nog geteld"), /^series: \[\]$/m);
    stillGood();
  }));

test("a_value_that_is_no_number_is_not_saved", () =>
  inCms("/collections/figure/entries/uitstroom-voorbeeldregio", async () => {
    const before = content("figures/uitstroom-voorbeeldregio.yaml");
    const values = tab.getByRole("group", { name: "Waarden", exact: true }).first();
    await values.getByLabel("Waarde 2023").fill("ruim 400");
    await tab.getByRole("button", { name: "Publiceer", exact: true }).click();
    await tab.getByRole("menuitem", { name: "Publiceer nu", exact: true }).click();
    await tab.getByText("Schrijf een getal").nth(1).waitFor();
    // The CMS leaves its own refusal unanswered.
    complaints.splice(0, 1);
    assert.equal(content("figures/uitstroom-voorbeeldregio.yaml"), before);
  }));

test("somebody_without_a_programmer_begins_a_region_a_plan_a_line_an_action_and_news_for_monday", async () => {
  await inCms("/collections/region/new", async () => {
    await fill("Titel", "Waddenkust");
    await fill("Samenvatting", "Een regio uit de browser.");
    const region = await publish("regions/waddenkust.md", "Een regio uit de browser.");
    assert.deepEqual(keys(region), ["summary", "title"]);
  });
  await inCms("/collections/plan/new", async () => {
    await fill("Titel", "Plan voor de Wadden");
    await choose("Soort", "actieplan");
    await choose("Regio's", "Waddenkust");
    await choose("Stand", "loopt");
    await fill("Stand van", "2026-03-01");
    const plan = await publish("plans/plan-voor-de-wadden/index.md", "Plan voor de Wadden");
    assert.deepEqual(keys(plan), ["as_of", "kind", "regions", "state", "title"]);
    assert.match(plan, /^regions:\n {2}- waddenkust$/m);
  });
  await inCms("/collections/line/new", async () => {
    await choose("Plan", "Plan voor de Wadden");
    await fill("Titel", "Meer leerplekken");
    const line = await publish("plans/plan-voor-de-wadden/lines/meer-leerplekken.md", "Meer leerplekken");
    assert.deepEqual(keys(line), ["title"]);
  });
  await inCms("/collections/action/new", async () => {
    await choose("Plan", "Plan voor de Wadden");
    await fill("Titel", "Tien plekken erbij");
    await choose("Actielijn", "Meer leerplekken");
    const action = await publish("plans/plan-voor-de-wadden/actions/tien-plekken-erbij.md", "Tien plekken erbij");
    assert.deepEqual(keys(action), ["line", "title"]);
    assert.match(action, /^line: meer-leerplekken$/m);
  });
  await inCms("/collections/news/new", async () => {
    await fill("Titel", "Nieuws: uit de browser");
    await fill("Samenvatting", "Er is iets nieuws.");
    await fill("Datum", "2026-03-01");
    await choose("Plannen", "Plan voor de Wadden");
    await choose("Actielijnen", "Meer leerplekken");
    await fill("Op de site vanaf", "2027-01-04");
    const news = await publish("news/nieuws-uit-de-browser.md", "Er is iets nieuws.");
    assert.deepEqual(keys(news), ["date", "lines", "plans", "publish_from", "summary", "title"]);
    assert.match(news, /^publish_from: "?2027-01-04"?$/m);
    assert.match(news, /^lines:\n {2}- plan-voor-de-wadden\/meer-leerplekken$/m);
  });
  stillGood();
  assert.ok(!isOnSite("2027-01-03", "nieuws/nieuws-uit-de-browser"));
  assert.ok(isOnSite("2027-01-04", "nieuws/nieuws-uit-de-browser"));
});

function isOnSite(day, page) {
  actieplan("build", "--at", day);
  return existsSync(join(project, "output", page, "index.html"));
}

/** What the CMS wrote passes the check, also after tidying. */
function stillGood() {
  actieplan("check");
  actieplan("fmt");
  actieplan("check");
}

function body(text) {
  return text.split(/^---$/m).slice(2).join("---").trim();
}

/** Names of the keys in front of a text. */
function keys(text) {
  return [...text.split(/^---$/m)[1].matchAll(/^([a-z_]+):/gm)].map(([, key]) => key).sort();
}
