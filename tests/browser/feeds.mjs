// Judges what machines read: sitemap.xml, robots.txt, Atom feeds, and that all XML is well-formed.

import { problemOf } from "./links.mjs";
import { addressesOf, readablePages } from "./site.mjs";
import { xmlProblem, xmlTree } from "./xml.mjs";

const ATOM = "http://www.w3.org/2005/Atom";
const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";

export function checkFeeds(site, report) {
  for (const path of xmlFiles(site)) report.add("xml file", path, [xmlProblem(site.text(path))].filter(Boolean));
  const sound = xmlFiles(site).filter((path) => !xmlProblem(site.text(path)));
  checkAtom(site, report, sound);
  if (site.base) checkSitemap(site, report, sound);
  if (site.base) report.add("robots.txt", "robots.txt", robotsProblems(site));
}

function xmlFiles(site) {
  return [...site.files].filter((path) => /\.(xml|atom|rss)$/.test(path));
}

function checkAtom(site, report, sound) {
  const feeds = sound.map((path) => ({ path, root: xmlTree(site.text(path)) })).filter(({ root }) => root.name === "feed");
  if (feeds.length === 0) report.add("atom feed", site.root, [{ what: "there is no Atom feed", todo: "publish one with the latest changes" }]);
  for (const { path, root } of feeds) report.add("atom feed", path, feedProblems(site, path, root));
  report.add("atom feed", "index.html", announcedFeedProblems(site, feeds));
}

function feedProblems(site, path, feed) {
  const entries = feed.named("entry");
  const hasAuthor = feed.first("author") || (entries.length > 0 && entries.every((entry) => entry.first("author")));
  return [
    ...(feed.namespace === ATOM ? [] : [{ what: "<feed> is not in Atom's namespace", todo: `write xmlns="${ATOM}"` }]),
    ...required(feed, "feed", ["id", "title", "updated"]),
    ...dateProblems(feed, "feed"),
    ...(hasAuthor ? [] : [{ what: "neither the feed nor each entry has an author", todo: "write <author><name>…</name></author> in the feed" }]),
    ...(link(feed, "self") ? [] : [{ what: 'the feed has no <link rel="self">', todo: "write the feed's own address" }]),
    ...entries.flatMap((entry) => entryProblems(site, path, entry)),
    ...twins(entries.map((entry) => entry.first("id")?.text.trim())).map((id) => ({ what: `two entries have id "${id}"`, todo: "an id belongs to one entry for ever" })),
    ...[feed, ...entries].flatMap((part) => addressProblems(site, path, part)),
  ];
}

function entryProblems(site, path, entry) {
  const name = `entry "${entry.first("title")?.text.trim() ?? ""}"`;
  const hasContent = entry.first("content") || link(entry, "alternate");
  return [
    ...required(entry, name, ["id", "title", "updated"]),
    ...dateProblems(entry, name),
    ...(hasContent ? [] : [{ what: `${name} has no content and no <link>`, todo: "link to its page" }]),
  ];
}

function required(part, name, elements) {
  return elements.filter((element) => !part.first(element)?.text.trim()).map((element) => ({ what: `${name} has no <${element}>`, todo: `write <${element}>` }));
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function dateProblems(part, name) {
  return [...part.named("updated"), ...part.named("published")]
    .filter((date) => !MOMENT.test(date.text.trim()) || Number.isNaN(Date.parse(date.text)))
    .map((date) => ({ what: `${name} has <${date.name}>${date.text}`, todo: "write it as 2026-01-31T00:00:00Z" }));
}

function link(part, rel) {
  return part.named("link").find((element) => (element.attributes.rel ?? "alternate") === rel && element.attributes.href);
}

/** A reader of feeds stands outside the site: every address is whole, and those of our own exist. */
function addressProblems(site, path, part) {
  return part.named("link").flatMap((element) => {
    const problem = site.base && problemOf(site, path, { url: element.attributes.href ?? "", use: "own address", from: "link href" });
    return problem ? [problem] : [];
  });
}

function twins(values) {
  return [...new Set(values.filter((value, index) => value && values.indexOf(value) !== index))];
}

function announcedFeedProblems(site, feeds) {
  const announced = site.pageAt.get("index.html")?.elements.some((element) => element.tag === "link" && element.attr("type") === "application/atom+xml");
  return announced || feeds.length === 0 ? [] : [{ what: "does not name its feed", todo: 'write <link rel="alternate" type="application/atom+xml" href="…"> in the head' }];
}

function checkSitemap(site, report, sound) {
  if (!site.files.has("sitemap.xml")) return report.add("sitemap", "sitemap.xml", [{ what: "is missing", todo: "publish a sitemap" }]);
  if (!sound.includes("sitemap.xml")) return;
  const maps = sound.map((path) => ({ path, root: xmlTree(site.text(path)) })).filter(({ root }) => root.name === "urlset" || root.name === "sitemapindex");
  for (const { path, root } of maps) report.add("sitemap", path, sitemapProblems(site, path, root));
  if (maps.length === 0) report.add("sitemap", "sitemap.xml", [{ what: "has no <urlset>", todo: "write the pages in <urlset>" }]);
  report.add("sitemap", "sitemap.xml", forgottenPages(site, new Set(maps.flatMap(({ root }) => locations(root)))));
}

function sitemapProblems(site, path, root) {
  return [
    ...(root.namespace === SITEMAP ? [] : [{ what: `<${root.name}> is not in the sitemap's namespace`, todo: `write xmlns="${SITEMAP}"` }]),
    ...root.children.filter((item) => !item.first("loc")?.text.trim()).map(() => ({ what: "an item has no <loc>", todo: "write the page's address" })),
    ...root.children.flatMap((item) => item.named("lastmod")).filter((date) => !/^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(date.text.trim())).map((date) => ({ what: `<lastmod>${date.text}`, todo: "write it as 2026-01-31" })),
    ...twins(locations(root)).map((address) => ({ what: `${address} is named twice`, todo: "name each page once" })),
    ...locations(root).flatMap((address) => locationProblems(site, path, address)),
  ];
}

function locations(root) {
  return root.children.map((item) => item.first("loc")?.text.trim()).filter(Boolean);
}

function locationProblems(site, path, address) {
  if (!address.startsWith(site.base)) return [{ what: `${address} is not under ${site.base}`, todo: "name only pages of this site, by their whole address" }];
  const problem = problemOf(site, path, { url: address, use: "own address", from: "loc" });
  if (problem) return [problem];
  const page = site.pages.find((candidate) => addressesOf(site, candidate).includes(address));
  if (page && !isIndexable(site, page)) return [{ what: `${address} is not meant to be found`, todo: "leave out redirects, variants and pages with noindex" }];
  return [];
}

function forgottenPages(site, named) {
  return readablePages(site)
    .filter((page) => isIndexable(site, page) && !addressesOf(site, page).some((address) => named.has(address)))
    .map((page) => ({ what: `does not name ${page.path}`, todo: "name it, or give the page noindex" }));
}

function isIndexable(site, page) {
  const isItself = page.canonical === undefined || addressesOf(site, page).includes(page.canonical);
  return !page.isNoindex && !page.isRedirect && !page.isNotFound && isItself;
}

const ROBOTS_FIELD = /^(user-agent|allow|disallow|sitemap|crawl-delay)\s*:/i;

function robotsProblems(site) {
  if (!site.files.has("robots.txt")) return [{ what: "is missing", todo: "publish it, with the address of the sitemap" }];
  const lines = site.text("robots.txt").split(/\r?\n/).map((text, index) => ({ text: text.replace(/#.*/, "").trim(), line: index + 1 })).filter(({ text }) => text !== "");
  const sitemaps = lines.filter(({ text }) => /^sitemap\s*:/i.test(text)).map(({ text, line }) => ({ url: text.replace(/^sitemap\s*:\s*/i, ""), line }));
  return [
    ...lines.filter(({ text }) => !ROBOTS_FIELD.test(text)).map(({ text, line }) => ({ line, what: `"${text}" is no rule`, todo: "write User-agent, Allow, Disallow or Sitemap" })),
    ...(lines.some(({ text }) => /^user-agent\s*:/i.test(text)) ? [] : [{ what: "names no User-agent", todo: "begin with User-agent: *" }]),
    ...(sitemaps.length > 0 || site.pages.every((page) => page.isNoindex) ? [] : [{ what: "names no sitemap", todo: `write Sitemap: ${site.base}sitemap.xml` }]),
    ...sitemaps.flatMap(({ url, line }) => {
      const problem = problemOf(site, "robots.txt", { url, use: "own address", from: "Sitemap" });
      return problem ? [{ line, ...problem }] : [];
    }),
  ];
}
