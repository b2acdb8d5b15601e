// Edits a new site in the browser with the pages of `actieplan cms`, and finds the edits in the files. Needs the program built
// (ACTIEPLAN=/path/to/actieplan when it is not ../../target/release/actieplan): node --test cms.test.mjs

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
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
  try {
    // An open form stays when only the place in the address changes.
    await tab.goto(`${host.address}#/collections/page`);
    await tab.getByText("Losse pagina's").first().waitFor();
    await tab.goto(`${host.address}#${place}`);
    await work();
    assert.deepEqual(complaints.splice(0), []);
  } catch (error) {
    if (process.env.SHOT) await tab.screenshot({ path: process.env.SHOT });
    throw error;
  }
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
async function fill(field, value) {
  const preview = tab.frameLocator("iframe").locator("body");
  const shown = async () => (await preview.textContent()).includes(value);
  await tab.locator(field).waitFor();
  await until(shown, async () => {
    await tab.locator(field).fill("");
    await tab.locator(field).fill(value);
    for (let tick = 0; tick < 50 && !(await shown()); tick++) await tab.waitForTimeout(100);
  });
}

/** Publishes, and waits until the file says so; gives the file. */
async function publish(path, written) {
  const now = tab.getByRole("menuitem", { name: "Publiceer nu", exact: true });
  await until(() => now.isVisible(), () => tab.getByRole("button", { name: "Publiceer", exact: true }).click());
  await now.click();
  await until(async () => existsSync(join(project, "content", path)) && content(path).includes(written));
  await tab.getByText(/wijzigingen opgeslagen|gepubliceerd/i).first().waitFor();
  return content(path);
}

test("all_kinds_of_content_are_listed_in_dutch", () =>
  inCms("/collections/region", async () => {
    await tab.getByText("Losse pagina's").waitFor();
    const listed = await tab.locator("nav a, aside a").allTextContents();
    for (const one of ["Algemeen", "Regio's", "Plannen", "Actielijnen: voorbeeldplan", "Cijfers", "Nieuws", "Begrippen"]) assert.ok(listed.some((text) => text.includes(one)), `${one}: ${listed}`);
    assert.equal(await tab.locator("#uitleg").isVisible(), false);
  }));

test("an_edit_changes_its_own_key_and_nothing_else", () =>
  inCms("/collections/region/entries/voorbeeldregio", async () => {
    const before = content("regions/voorbeeldregio.md");
    await fill("textarea[id^=summary]", "Een zin uit de browser: met een dubbele punt, en een ë.");
    const changed = await publish("regions/voorbeeldregio.md", "Een zin uit de browser: met een dubbele punt, en een ë.");
    assert.equal(body(changed), body(before), "the text is letter for letter the same");
    assert.doesNotMatch(changed, /: (''|""|null|\[\]|\{\})$/m, "nothing is written of what was left empty");
    assert.deepEqual(keys(changed), keys(before));
    stillGood();
  }));

test("a_figure_keeps_the_values_that_no_field_shows", () =>
  inCms("/collections/figure/entries/uitstroom-voorbeeldregio", async () => {
    const before = values(content("figures/uitstroom-voorbeeldregio.yaml"));
    await fill("textarea[id^=definition]", "Anders geteld.");
    const changed = await publish("figures/uitstroom-voorbeeldregio.yaml", "Anders geteld.");
    assert.deepEqual(values(changed), before);
    stillGood();
  }));

test("a_new_item_is_good_content", () =>
  inCms("/collections/news/new", async () => {
    await fill("input[id^=title]", "Nieuws: uit de browser");
    await fill("textarea[id^=summary]", "Er is iets nieuws.");
    await fill("input[id^=date-field]", "2026-03-01");
    const made = await publish("news/nieuws-uit-de-browser.md", "Er is iets nieuws.");
    assert.match(made, /^date: ['"]?2026-03-01['"]?$/m);
    assert.doesNotMatch(made, /publish_until/);
    stillGood();
  }));

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

/** Values of a figure with their periods, however they are written. */
function values(text) {
  return [...text.slice(text.indexOf("series:")).matchAll(/'?"?(\d{4})"?'?: *([\d.]+|~|null)/g)].map(([, period, value]) => `${period} ${value === "~" ? "null" : value}`);
}
