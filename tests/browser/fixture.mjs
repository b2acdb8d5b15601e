// A small sound site, written by hand, in which the self-test breaks one thing at a time.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const BASE = "https://voorbeeld.test/actieplan/";

/** Writes files in a new temporary folder, hands the folder over, and clears it away afterwards. */
export async function withFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sound site: path → text. */
export function soundSite() {
  return {
    "index.html": page({ path: "index.html", title: "Actieplannen", kind: "home", main: `<p><a href="regions/twente/index.html#doel">Twente</a>, <a href="https://voorbeeld.test/elders/">elders</a></p>` }),
    "regions/twente/index.html": page({ path: "regions/twente/index.html", title: "Twente", kind: "region", main: regionText() }),
    "plans/zorg/index.html": page({ path: "plans/zorg/index.html", title: "Zorgplan", kind: "plan", main: `<h2>Lijnen</h2><p>Zes lijnen.</p>` }),
    "404.html": page({ path: "404.html", title: "Niet gevonden", kind: "404", root: "/actieplan/", main: `<p><a href="/actieplan/index.html">Naar het begin</a></p>` }),
    "oud/index.html": redirect("../regions/twente/index.html", `${BASE}regions/twente/index.html`),
    "style.css": STYLE,
    "script.js": `document.documentElement.classList.add("has-script");\n`,
    "logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Stip</title><circle id="stip" cx="5" cy="5" r="5"/></svg>\n`,
    "feed.xml": feed(),
    "sitemap.xml": sitemap(["index.html", "regions/twente/index.html", "plans/zorg/index.html"]),
    "robots.txt": `User-agent: *\nAllow: /\nSitemap: ${BASE}sitemap.xml\n`,
    "data.json": `{"a": 1}\n`,
  };
}

/** A whole page. `root` leads from the page to the home page's folder; `head`, `main` and `end` are HTML. */
export function page({ path, title, kind, main, head = "", end = "", root = "../".repeat(path.split("/").length - 1) }) {
  return `<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="canonical" href="${BASE}${path}">
<meta property="og:url" content="${BASE}${path}">
<link rel="stylesheet" href="${root}style.css">
<link rel="alternate" type="application/atom+xml" title="Nieuws" href="${root}feed.xml">
<script src="${root}script.js" defer></script>
<script type="application/ld+json">{"@context": "https://schema.org"}</script>
${head}</head>
<body data-kind="${kind}">
<a class="skip" href="#inhoud">Naar de inhoud</a>
<main id="inhoud">
<h1>${title}</h1>
${main}
</main>
${end}</body>
</html>
`;
}

function regionText() {
  return `<h2 id="doel">Doel</h2>
<p>Tekst met een <a href="../../index.html">link</a>, een <a href="mailto:info@voorbeeld.test">adres</a> en een <a href="#doel">plaats</a>.</p>
<img src="../../logo.svg" srcset="../../logo.svg 1x, ../../logo.svg?b=2 2x" alt="Een stip" width="10" height="10">
<svg viewBox="0 0 10 10" width="10" height="10" role="img"><title>Vlak</title><rect width="10" height="10"/></svg>
<figure>
<svg viewBox="0 0 40 20" width="200" height="100" role="img" aria-labelledby="t d"><title id="t">Uitstroom</title><desc id="d">De uitstroom daalde.</desc><text y="15" font-size="5" fill="currentColor">2024</text></svg>
<details><summary>Tabel</summary><table><caption>Uitstroom per jaar</caption><tr><th scope="row">2024</th><td>1</td></tr></table></details>
</figure>
<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><rect width="10" height="10"/></svg>`;
}

function redirect(target, canonical) {
  return `<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Twente</title><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=${target}"><link rel="canonical" href="${canonical}"></head>
<body><p><a href="${target}">Twente</a></p></body>
</html>
`;
}

const STYLE = `/* url(comment-is-skipped.png) */
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --link: #004d4d; }
@media (prefers-color-scheme: dark) { :root { --paper: #121212; --ink: #eee; --link: #7fdfdf; } }
body { background: var(--paper); color: var(--ink); font: 112.5%/1.55 system-ui; overflow-wrap: break-word; }
a { color: var(--link); }
.dot { background: url("logo.svg"); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 0; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;

function feed() {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>tag:voorbeeld.test,2026:feed</id><title>Nieuws</title><updated>2026-11-01T00:00:00Z</updated>
<author><name>Redactie</name></author>
<link rel="self" href="${BASE}feed.xml"/>
<entry><id>tag:voorbeeld.test,2026:1</id><title>Een</title><updated>2026-11-01T00:00:00Z</updated><link href="${BASE}regions/twente/index.html"/></entry>
</feed>
`;
}

export function sitemap(paths) {
  const items = paths.map((path) => `<url><loc>${BASE}${path}</loc><lastmod>2026-11-01</lastmod></url>`).join("\n");
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items}\n</urlset>\n`;
}
