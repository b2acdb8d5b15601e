// Tries the rules for web servers as they stand in docs/handboek/webserver.md, with the real servers and a real browser:
// node --test servers.test.mjs. A server that is not installed is passed over, unless SERVERS=all.
// Needs a built program (target/release or target/debug, or ACTIEPLAN=/path).

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { readSite } from "./site.mjs";
import { launch, openTab, visit } from "./tabs.mjs";

const PROJECT = new URL("../../", import.meta.url).pathname;
const HANDBOOK = readFileSync(join(PROJECT, "docs/handboek/webserver.md"), "utf8");
const POLICY = /^ *Content-Security-Policy: (.*)$/m.exec(HANDBOOK)[1];
const YEAR = "public, max-age=31536000, immutable";
const TYPES = {
  ".html": /^text\/html; ?charset=utf-8$/i, ".css": /^text\/css; ?charset=utf-8$/i, ".js": /^(text|application)\/javascript; ?charset=utf-8$/i, ".svg": /^image\/svg\+xml/, ".png": /^image\/png$/,
  ".webp": /^image\/webp$/, ".json": /^application\/json/, ".jsonld": /^application\/ld\+json/, ".geojson": /^application\/geo\+json/, ".csv": /^text\/csv; ?charset=utf-8$/i, ".ics": /^text\/calendar; ?charset=utf-8$/i,
  ".xml": /^(text|application)\/xml/, ".txt": /^text\/plain; ?charset=utf-8$/i,
};
const PACKED = [".html", ".css", ".js", ".svg", ".json", ".jsonld", ".csv", ".xml"];

// How each server is run in the foreground with a rule from the handbook, on 127.0.0.1 and from a folder of our own.
const SERVERS = {
  nginx: {
    program: "nginx",
    configure: ({ rule, folder, port }) => `daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log stderr warn;\nevents {}\nhttp {\naccess_log off;\n${scratch(folder)}\n${rule.replace("listen 80;", `listen 127.0.0.1:${port};`)}}\n`,
    start: (file) => ["-c", file],
  },
  caddy: {
    program: "caddy",
    configure: ({ rule, port }) => `{\nadmin off\nauto_https off\n}\n${rule.replace("www.voorbeeld.nl {", `http://127.0.0.1:${port} {`)}`,
    start: (file) => ["run", "--adapter", "caddyfile", "--config", file],
  },
  apache: {
    program: "apache2",
    configure: ({ rule, folder, root, port }) => {
      writeFileSync(join(root, "actieplan/.htaccess"), rule);
      const modules = ["mpm_event", "authz_core", "mime", "dir", "alias", "headers", "deflate", "filter"].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
      return [`ServerName 127.0.0.1`, `Listen 127.0.0.1:${port}`, `PidFile ${folder}/pid`, `ErrorLog ${folder}/log`, ...modules, "TypesConfig /etc/mime.types", `DocumentRoot ${root}`, `<Directory ${root}>\nAllowOverride All\nRequire all granted\n</Directory>`, ""].join("\n");
    },
    start: (file) => ["-f", file, "-DFOREGROUND"],
  },
};

let browser;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "servers-"));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const [name, server] of Object.entries(SERVERS)) {
  const isThere = spawnSync("sh", ["-c", `command -v ${server.program}`]).status === 0;
  test(`the rules for ${name} in the handbook do what they say`, { skip: !isThere && process.env.SERVERS !== "all" && `${server.program} is not installed` }, () => withServer(name, server, checkServer));
}

test("every rule of the handbook has the same policy", () => {
  const policies = [...HANDBOOK.matchAll(/default-src 'none'[^"\n]*/g)].map(([policy]) => policy.replace(/frame-ancestors (\*|\$actieplan_frames)$/, "frame-ancestors 'none'"));
  assert.ok(policies.length >= 6, `${policies.length} policies`);
  assert.deepEqual([...new Set(policies)], [POLICY]);
});

async function withServer(name, { program, configure, start }, work) {
  const port = await freePort();
  const own = join(folder, name);
  const root = join(own, "www");
  mkdirSync(root, { recursive: true });
  build(own, join(root, "actieplan"), `http://127.0.0.1:${port}/actieplan`);
  const rule = ruleFor(name).replaceAll("/var/www/html", root);
  const file = join(own, "config");
  writeFileSync(file, configure({ rule, folder: own, root, port }));
  const running = spawn(program, start(file), { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, HOME: own } });
  const said = [];
  for (const stream of [running.stdout, running.stderr]) stream.on("data", (data) => said.push(data));
  try {
    const base = `http://127.0.0.1:${port}/actieplan/`;
    await answering(base, () => `${program}: ${Buffer.concat(said)}`);
    await work(base, readSite(join(root, "actieplan")));
  } finally {
    running.kill();
    await new Promise((gone) => (running.exitCode === null && running.signalCode === null ? running.on("exit", gone) : gone()));
  }
}

/** The example site at an address of its own, with a security.txt and so with a publisher that can be reached. */
function build(folder, output, address) {
  const project = join(folder, "project");
  cpSync(join(PROJECT, "content"), join(project, "content"), { recursive: true });
  const until = new Date(Date.now() + 300 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  appendFileSync(join(project, "content/site.yaml"), `security_expires: ${until}\n`);
  const publisher = join(project, "content/organisations/redactie.md");
  writeFileSync(publisher, readFileSync(publisher, "utf8").replace("---\n", "---\nwebsite: https://redactie.example/\n"));
  const program = process.env.ACTIEPLAN ?? ["release", "debug"].map((kind) => join(PROJECT, `target/${kind}/actieplan`)).find(existsSync);
  assert.ok(program, "build the program first: cargo build --release");
  const built = spawnSync(program, ["build", project, "--pretty", "--base-url", address, "--output", output], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
}

function ruleFor(name) {
  const rule = new RegExp(`^\`\`\`${name}\\n([\\s\\S]*?)^\`\`\``, "m").exec(HANDBOOK);
  assert.ok(rule, `the handbook has a rule for ${name}`);
  return rule[1];
}

function scratch(folder) {
  return ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n");
}

function freePort() {
  return new Promise((give) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => give(port));
    });
  });
}

async function answering(base, said) {
  for (let tick = 0; tick < 100; tick++) {
    if (await fetch(base).then(() => true, () => false)) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  assert.fail(`no answer; ${said()}`);
}

async function checkServer(base, site) {
  await checkFiles(base, site);
  await checkUnknown(base);
  await checkInBrowser(base, site);
}

/** One file of each kind, and one of those with a mark in its name. */
async function checkFiles(base, site) {
  const files = [...site.files].filter((path) => !/(^|\/)\.(?!well-known)/.test(path) && path !== "404.html");
  const kinds = new Map(files.map((path) => [extname(path), path]));
  for (const [ending, path] of kinds) {
    const answer = await ask(base, path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.type, TYPES[ending] ?? /^$/, path);
    assert.equal(answer.header("x-content-type-options"), "nosniff", path);
    assert.ok(!PACKED.includes(ending) || answer.size < 512 || ["gzip", "zstd"].includes(answer.header("content-encoding")), `${path} is packed`);
  }
  const marked = files.filter((path) => /\.[0-9a-f]{8}\.[a-z0-9]+$/.test(path));
  assert.ok(marked.some((path) => path.endsWith(".css")) && marked.some((path) => path.endsWith(".webp")), "the site has both");
  for (const path of marked) assert.equal((await ask(base, path)).header("cache-control"), YEAR, path);
  for (const path of ["", "sitemap.xml", "cijfers/"]) assert.equal((await ask(base, path)).header("cache-control"), "no-cache", path);
  const security = await ask(base, ".well-known/security.txt");
  assert.match(security.text, /^Expires: /m);
  assert.match(security.type, TYPES[".txt"]);
  for (const path of [".actieplan/manifest", ".gitignore"]) assert.equal((await ask(base, path)).status, 404, path);
}

async function checkUnknown(base) {
  for (const path of ["geen/pagina/", "geen.csv", "static/weg.00000000.css"]) {
    const answer = await ask(base, path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.type, TYPES[".html"], path);
    assert.match(answer.text, /data-kind="not_found"/, path);
    assert.equal(answer.header("content-security-policy"), POLICY, path);
  }
}

async function checkInBrowser(base, site) {
  const context = await browser.newContext();
  const tab = await openTab(context);
  const kinds = ["home", "region", "plan", "figure", "search", "actions"].map((kind) => site.pages.find((page) => page.kind === kind));
  for (const { path } of kinds) {
    await visit(tab, base + path.replace(/index\.html$/, ""));
    assert.deepEqual(tab.problems(), [], path);
    assert.equal((await ask(base, path)).header("content-security-policy"), POLICY, path);
  }
  await visit(tab, `${base}zoeken/?q=twente`);
  await tab.page.waitForFunction(() => document.querySelector("[data-count]").textContent !== "");
  assert.deepEqual(tab.problems(), [], "searching");
  await visit(tab, `${base}geen/pagina/zo/diep`);
  assert.ok(await tab.page.evaluate(() => document.styleSheets.length > 0 && [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)), "the 404 page has its style");
  const embed = site.pages.find(({ kind }) => kind === "embed");
  assert.equal((await ask(base, embed.path)).header("content-security-policy"), POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"));
  await context.close();
}

async function ask(base, path) {
  const answer = await fetch(base + path, { headers: { "accept-encoding": "gzip" } });
  const text = await answer.text();
  return { status: answer.status, header: (name) => answer.headers.get(name), type: answer.headers.get("content-type") ?? "", text, size: text.length };
}
