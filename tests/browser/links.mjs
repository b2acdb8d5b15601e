// Where a page points, and whether that is there. An address must hold in three places at once: at the site's own address,
// in any sub-folder of another host, and from a disk (file://). So: relative, inside the site, and to a file.

import { randomBytes } from "node:crypto";
import { addressOf } from "./site.mjs";

/**
 * Every address an element points to.
 * `use`: "link" (the reader goes there), "resource" (the browser fetches it), "own address" (says where this site lives: must be absolute).
 */
export function referencesOf(page) {
  return page.elements.flatMap((element) => referencesOfElement(element).map((reference) => ({ ...reference, line: element.line })));
}

/** Every `url()` and `@import` in a stylesheet, comments left out. */
export function cssReferences(css) {
  const code = css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
  const pattern = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/g;
  return [...code.matchAll(pattern)].map((match) => ({
    url: match.slice(1).find((group) => group !== undefined) ?? "",
    use: "resource",
    line: code.slice(0, match.index).split("\n").length,
  }));
}

const RESOURCES = {
  img: ["src"], source: ["src"], script: ["src"], iframe: ["src"], embed: ["src"], input: ["src"], audio: ["src"], track: ["src"],
  video: ["src", "poster"], object: ["data"], use: ["href"], image: ["href"], feimage: ["href"],
};
const LINKS = { a: ["href"], area: ["href"], form: ["action"], button: ["formaction"] };
const OWN_ADDRESS_META = /^(og:(url|image|image:url)|twitter:image|twitter:url)$/;

function referencesOfElement(element) {
  const pick = (names, use) => (names ?? []).filter((name) => element.attributes.has(name)).map((name) => ({ url: element.attr(name), use, from: `${element.tag} ${name}` }));
  const tag = element.tag.toLowerCase();
  return [
    ...pick(RESOURCES[tag], "resource"),
    ...pick(LINKS[tag], "link"),
    ...(tag === "link" ? pick(["href"], linkUse(element)) : []),
    ...(tag === "meta" ? metaReferences(element) : []),
    ...["srcset", "imagesrcset"].flatMap((name) => srcset(element.attr(name)).map((url) => ({ url, use: "resource", from: `${tag} ${name}` }))),
  ];
}

function linkUse(element) {
  const rel = (element.attr("rel") ?? "").toLowerCase();
  if (/\b(canonical|shortlink)\b/.test(rel)) return "own address";
  // A feed or another language may be named either way; a host elsewhere needs the absolute one.
  if (/\b(alternate|license|author|me)\b/.test(rel) && !/\bstylesheet\b/.test(rel)) return "either";
  return /\b(next|prev|help|search|up)\b/.test(rel) ? "link" : "resource";
}

function metaReferences(element) {
  const content = element.attr("content") ?? "";
  if (element.attr("http-equiv")?.toLowerCase() === "refresh") {
    const url = content.match(/url\s*=\s*['"]?([^'"]*)/i)?.[1];
    return url === undefined ? [] : [{ url: url.trim(), use: "link", from: "meta refresh" }];
  }
  const name = element.attr("property") ?? element.attr("name") ?? "";
  return OWN_ADDRESS_META.test(name) ? [{ url: content, use: "own address", from: `meta ${name}` }] : [];
}

/** The addresses in a `srcset`: a candidate ends at a comma after white space or after its descriptor. */
function srcset(value) {
  if (value === undefined) return [];
  return [...value.matchAll(/\s*,*\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)/g)].map((match) => match[1]);
}

// Drawn anew in each run: no link can hold by knowing the folder's name.
const SUB_PATH = `/${randomBytes(6).toString("hex")}/`;
const NOWHERE = "http://site.invalid";

/**
 * Says what is wrong with one reference, or nothing.
 * @returns {{ what: string, todo: string } | undefined}
 */
export function problemOf(site, fromPath, reference, { prettyLinks = false } = {}) {
  const { url, use } = reference;
  const named = (what, todo) => ({ what: `${reference.from ? `${reference.from}=` : ""}"${url}" ${what}`, todo });
  if (url.trim() === "" && use !== "link") return named("is empty", "give an address, or leave the attribute out");
  if (/^\s*javascript:/i.test(url)) return named("is a script", "link to a page; put behaviour in a script file");
  if (/^(mailto|tel):/i.test(url)) return /^(mailto|tel):[^?\s]+/i.test(url) ? undefined : named("has no address", "fill in the address or number");
  const own = site.base && ownPart(site.base, url);
  if (own !== undefined) {
    if (use === "link" || use === "resource") if (!isNotFoundPage(fromPath)) return named("is an absolute address of this site", "make it relative: a copy in another folder or on a disk must work too");
    return missing(site, splitAddress(own, ""), named, { prettyLinks: true });
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return external(url, use, named);
  if (use === "own address") return named("is relative", "write the whole address: search engines and other sites read this one");
  if (url.startsWith("/")) return rooted(site, fromPath, url, named);
  const resolved = new URL(url, NOWHERE + SUB_PATH + addressOf(fromPath));
  if (!resolved.pathname.startsWith(SUB_PATH)) return named("climbs out of the site", "take away the ../ that are too many");
  return missing(site, splitAddress(resolved.pathname.slice(SUB_PATH.length) + resolved.hash, fromPath), named, { prettyLinks });
}

function isNotFoundPage(path) {
  return path === "404.html";
}

function ownPart(base, url) {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, hash } = new URL(url);
  const own = new URL(base);
  return origin === own.origin && (pathname + "/").startsWith(own.pathname) ? pathname.slice(own.pathname.length) + hash : undefined;
}

function external(url, use, named) {
  if (use === "resource") return named("is fetched from elsewhere", "put a copy in the site: readers are not to be followed by others, and the strict policy refuses it");
  if (!/^https?:/i.test(url)) return named("has an unusual scheme", "use https:, mailto: or tel:");
  return /^https?:\/\/[^/?#]+/i.test(url) && URL.canParse(url) ? undefined : named("is not a whole address", "write https:// and the host");
}

/** "/style.css" breaks in a sub-folder. Only 404.html, which stands at any depth, has no other way: it carries the site's own path. */
function rooted(site, fromPath, url, named) {
  if (!isNotFoundPage(fromPath)) return named("starts at the host's root", "make it relative: the site may live in a sub-folder");
  const home = site.base ? new URL(site.base).pathname : "/";
  const resolved = new URL(url, NOWHERE);
  if (!resolved.pathname.startsWith(home)) return named(`is outside the site's own path ${home}`, "put that path before it");
  return missing(site, splitAddress(resolved.pathname.slice(home.length) + resolved.hash, ""), named, { prettyLinks: true });
}

function splitAddress(address, fromPath) {
  const [path, fragment = ""] = address.split(/#(.*)/s);
  return { path: decoded(path), fragment: decoded(fragment), isSamePage: decoded(path) === fromPath };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function missing(site, { path, fragment }, named, { prettyLinks }) {
  const file = fileFor(site, path);
  if (file === undefined) return named(`names no file of the site (${path || "/"})`, absentAdvice(site, path));
  if (file !== path && !prettyLinks) return named("names a folder", `add index.html: a folder does not open from a disk`);
  return missingFragment(site, file, fragment, named);
}

function fileFor(site, path) {
  if (site.files.has(path)) return path;
  const index = path === "" || path.endsWith("/") ? path + "index.html" : undefined;
  return index && site.files.has(index) ? index : undefined;
}

function absentAdvice(site, path) {
  if (site.files.has(`${path}/index.html`)) return `write "${path}/index.html": the folder alone needs a redirect`;
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const alike = [...site.files].find((file) => plain(file) === plain(path));
  return alike ? `write it as the file is named: "${alike}"` : "correct the address, or publish the file";
}

function missingFragment(site, file, fragment, named) {
  if (fragment === "" || fragment === "top" || fragment.startsWith(":~:")) return undefined;
  const ids = site.pageAt.get(file)?.ids ?? (file.endsWith(".svg") ? svgIds(site.text(file)) : undefined);
  if (ids === undefined || ids.has(fragment)) return undefined;
  return named(`names no id in ${file}`, `link to an id that is there, or give the place the id "${fragment}"`);
}

function svgIds(svg) {
  return new Set([...svg.matchAll(/\sid\s*=\s*["']([^"']*)["']/g)].map((match) => match[1]));
}
