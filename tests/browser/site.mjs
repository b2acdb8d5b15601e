// Reads a built site from its folder. In: a folder. Out: its files, its parsed pages, and the address it says it will live at.
// Nothing is judged here.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";

/** Reads every file name and parses every page. Hidden files take part: `.well-known/` is published too; `.git` is not. */
export function readSite(root) {
  const files = new Set(listFiles(root));
  const pages = [...files].filter((path) => path.endsWith(".html")).map((path) => readPage(root, path));
  const site = { root, files, pages, pageAt: new Map(pages.map((page) => [page.path, page])), text: (path) => readFileSync(join(root, path), "utf8") };
  site.base = ownBase(site);
  return site;
}

function listFiles(root, folder = "") {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.filter((entry) => entry.name !== ".git").flatMap((entry) => {
    const path = folder + entry.name;
    return entry.isDirectory() ? listFiles(root, path + "/") : [path];
  });
}

/** One page: its elements in document order, and what most checks ask of it. */
function readPage(root, path) {
  const html = readFileSync(join(root, path), "utf8");
  // Scripting off: what stands in <noscript> is checked like the rest.
  const elements = listElements(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }));
  const find = (tag, test = () => true) => elements.find((element) => element.tag === tag && test(element));
  const meta = (name) => find("meta", (m) => m.attr("name")?.toLowerCase() === name)?.attr("content") ?? "";
  return {
    path,
    html,
    elements,
    ids: new Set(elements.map((element) => element.attr("id")).filter(Boolean)),
    title: find("title", (title) => !title.inside("svg"))?.text().trim() ?? "",
    kind: find("body")?.attr("data-kind"),
    canonical: find("link", (link) => link.attr("rel") === "canonical")?.attr("href"),
    isNoindex: /\bnoindex\b/i.test(meta("robots")),
    isRedirect: Boolean(find("meta", (m) => m.attr("http-equiv")?.toLowerCase() === "refresh")),
    // Served for any unknown address, however deep, so it follows rules of its own.
    isNotFound: path === "404.html",
  };
}

function listElements(document) {
  const found = [];
  const open = [...document.childNodes].reverse().map((node) => ({ node, parent: null }));
  while (open.length > 0) {
    const { node, parent } = open.pop();
    if (!node.tagName) continue;
    const element = toElement(node, parent);
    found.push(element);
    const children = node.content ? node.content.childNodes : node.childNodes;
    for (const child of [...children].reverse()) open.push({ node: child, parent: element });
  }
  return found;
}

function toElement(node, parent) {
  const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
  return {
    tag: node.tagName,
    line: node.sourceCodeLocation?.startLine,
    // False for the html, head and body that a parser adds of itself.
    isWritten: Boolean(node.sourceCodeLocation),
    attributes,
    attr: (name) => attributes.get(name),
    inside: (tag) => hasAncestor(parent, tag),
    parent,
    children: node.childNodes,
    text: () => textOf(node),
  };
}

function hasAncestor(element, tag) {
  for (let at = element; at; at = at.parent) if (at.tag === tag) return true;
  return false;
}

function textOf(node) {
  if (node.nodeName === "#text") return node.value;
  return (node.childNodes ?? []).map(textOf).join("");
}

/** The address the site is published at, with a slash at the end, from the home page's canonical link; absent when the site has none. */
function ownBase(site) {
  const canonical = site.pageAt.get("index.html")?.canonical;
  return canonical && URL.canParse(canonical) ? canonical.replace(/index\.html$/, "").replace(/\/?$/, "/") : undefined;
}

/** The path as it stands in an address: every segment escaped, the slashes kept. */
export function addressOf(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The whole addresses of a page: with and without index.html. Only for a site that has a base. */
export function addressesOf(site, page) {
  const address = site.base + addressOf(page.path);
  return [address, address.replace(/index\.html$/, "")];
}

/** The pages a reader reads: without redirects. */
export function readablePages(site) {
  return site.pages.filter((page) => !page.isRedirect);
}

/** One page of every kind, the longest of each: `data-kind` of the body, else the first folder and the depth. */
export function pageOfEachKind(site) {
  const byKind = new Map();
  for (const page of readablePages(site)) {
    const kind = kindOf(page);
    if (page.html.length > (byKind.get(kind)?.html.length ?? 0)) byKind.set(kind, page);
  }
  return [...byKind].map(([kind, page]) => ({ kind, page }));
}

function kindOf(page) {
  const segments = page.path.split("/");
  return page.kind ?? (segments.length === 1 ? segments[0] : `${segments[0]}-${segments.length}`);
}
