// Judges the files of a site without a browser. In: a read site. Out: results in the report, one for each check and file.

import { cssReferences, problemOf, referencesOf } from "./links.mjs";
import { addressesOf, readablePages } from "./site.mjs";
import { xmlProblem, xmlTree } from "./xml.mjs";

export function checkPages(site, report, options) {
  if (site.pages.length === 0) report.add("pages", site.root, [{ what: "there is no page", todo: "build the site first" }]);
  if (!site.pageAt.has("404.html")) report.add("pages", "404.html", [{ what: "is missing", todo: "publish a page for addresses that do not exist" }]);
  if (!site.base) report.note("the home page has no canonical address: sitemap, robots.txt and links to the site's own address are not checked");
  for (const page of site.pages) {
    report.add("links", page.path, linkProblems(site, page, options));
    report.add("strict policy", page.path, policyProblems(page));
    report.add("markup", page.path, markupProblems(page));
    report.add("structured data", page.path, dataProblems(page));
  }
  for (const page of readablePages(site)) report.add("outline", page.path, outlineProblems(page));
  checkTitles(site, report);
  for (const path of filesEnding(site, ".css")) report.add("css links", path, referenceProblems(site, path, cssReferences(site.text(path)), options));
  for (const path of filesEnding(site, ".svg")) report.add("svg file", path, svgFileProblems(site.text(path)));
  for (const path of filesEnding(site, ".json", ".jsonld", ".geojson", ".webmanifest")) report.add("json file", path, jsonProblems(site.text(path)));
}

function filesEnding(site, ...endings) {
  return [...site.files].filter((path) => endings.some((ending) => path.endsWith(ending)));
}

function linkProblems(site, page, options) {
  return [...referenceProblems(site, page.path, referencesOf(page), options), ...paintProblems(page)];
}

function referenceProblems(site, path, references, options) {
  return references.flatMap((reference) => {
    const problem = problemOf(site, path, reference, options);
    return problem ? [{ line: reference.line, ...problem }] : [];
  });
}

/** `fill="url(#x)"` and its kind. */
function paintProblems(page) {
  return page.elements.flatMap((element) =>
    [...element.attributes].flatMap(([name, value]) =>
      [...value.matchAll(/^url\(\s*['"]?#([^'")]+)/g)]
        .filter(([, id]) => !page.ids.has(id))
        .map(([, id]) => ({ line: element.line, what: `${name}="${value}" names no id on this page`, todo: `give the gradient, clip or marker the id "${id}"` }))));
}

// Blocks of data are not run, so a policy without inline script lets them be.
const DATA_BLOCK = /^application\/(ld\+)?json$/i;

function policyProblems(page) {
  return page.elements.flatMap((element) => {
    const problem = (what, todo) => ({ line: element.line, what: `<${element.tag}> ${what}`, todo });
    const handlers = [...element.attributes.keys()].filter((name) => /^on[a-z]+$/i.test(name));
    return [
      ...(element.attributes.has("style") ? [problem("has a style attribute", "give it a class and put the style in a stylesheet")] : []),
      ...handlers.map((name) => problem(`has ${name}`, "listen from a script file")),
      ...(element.tag === "style" ? [problem("holds style", "put it in a stylesheet file")] : []),
      ...(element.tag === "script" && isInlineScript(element) ? [problem("holds script", "put it in a script file")] : []),
      ...(element.tag === "base" ? [problem("changes where links point", "leave it out and make links relative")] : []),
    ];
  });
}

function isInlineScript(element) {
  return !element.attributes.has("src") && !DATA_BLOCK.test(element.attr("type") ?? "");
}

function markupProblems(page) {
  return [...languageProblems(page), ...idProblems(page), ...imageProblems(page), ...svgProblems(page)];
}

function languageProblems(page) {
  const html = page.elements.find((element) => element.tag === "html");
  if (html?.attr("lang")?.trim()) return [];
  return [{ line: html?.line, what: "<html> has no lang", todo: 'write the language of the page: <html lang="nl">' }];
}

function idProblems(page) {
  const first = new Map();
  return page.elements.filter((element) => element.attributes.has("id")).flatMap((element) => {
    const id = element.attr("id");
    if (id === "") return [{ line: element.line, what: "an id is empty", todo: "fill it in or leave it out" }];
    if (!first.has(id)) return first.set(id, element.line) && [];
    return [{ line: element.line, what: `id "${id}" is used twice (first on line ${first.get(id)})`, todo: "give every element an id of its own" }];
  });
}

function imageProblems(page) {
  return page.elements
    .filter((element) => (element.tag === "img" || (element.tag === "area" && element.attributes.has("href")) || isImageButton(element)) && !element.attributes.has("alt"))
    .map((element) => ({ line: element.line, what: `<${element.tag}> has no alt`, todo: 'describe it, or write alt="" when it says nothing new' }));
}

function isImageButton(element) {
  return element.tag === "input" && element.attr("type") === "image";
}

function svgProblems(page) {
  return page.elements
    .filter((element) => element.tag === "svg" && !element.inside("svg") && !isHiddenFromReaders(element))
    .filter((svg) => !svg.children.some((child) => child.tagName === "title" && child.childNodes[0]?.value?.trim()))
    .map((svg) => ({ line: svg.line, what: "<svg> has no title", todo: 'write <title> as its first child, or aria-hidden="true" when words beside it say the same' }));
}

function isHiddenFromReaders(element) {
  for (let at = element; at; at = at.parent) if (at.attr("aria-hidden") === "true") return true;
  return false;
}

function dataProblems(page) {
  return page.elements
    .filter((element) => element.tag === "script" && /json$/i.test(element.attr("type") ?? ""))
    .flatMap((element) => jsonProblems(element.text()).map((problem) => ({ ...problem, line: element.line })));
}

function jsonProblems(text) {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [{ what: `is not valid JSON: ${error.message}`, todo: "escape what is written into it" }];
  }
}

/** One h1, first of all headings, and no level left out below it. */
function outlineProblems(page) {
  const headings = page.elements.filter((element) => /^h[1-6]$/.test(element.tag) && !element.inside("template"));
  const tops = headings.filter((heading) => heading.tag === "h1");
  const count = tops.length === 1 ? [] : [{ line: tops[1]?.line, what: `has ${tops.length} h1 headings`, todo: "give each page exactly one h1: its title" }];
  return [...count, ...headings.flatMap((heading, index) => skippedLevel(headings[index - 1], heading))];
}

function skippedLevel(before, heading) {
  const from = before ? Number(before.tag[1]) : 0;
  if (Number(heading.tag[1]) <= from + 1) return [];
  return [{ line: heading.line, what: `<${heading.tag}> "${heading.text().trim()}" comes after ${before ? `<${before.tag}>` : "no heading at all"}`, todo: `make it an h${from + 1}` }];
}

function checkTitles(site, report) {
  const first = new Map();
  for (const page of site.pages) {
    const title = page.title.replace(/\s+/g, " ");
    const twin = first.get(title);
    report.add("title", page.path, titleProblems(title, isVariant(site, page) ? undefined : twin));
    if (!twin && !isVariant(site, page)) first.set(title, page.path);
  }
}

function titleProblems(title, twin) {
  if (title === "") return [{ what: "has no title", todo: "fill in <title>" }];
  return twin ? [{ what: `has the same title as ${twin}: "${title}"`, todo: "say in the title what sets this page apart, such as its plan or region" }] : [];
}

/** A page that names another as the real one (a redirect, an embed) may share its title. */
function isVariant(site, page) {
  if (page.isRedirect) return true;
  return page.canonical !== undefined && site.base !== undefined && !addressesOf(site, page).includes(page.canonical);
}

function svgFileProblems(text) {
  const broken = xmlProblem(text);
  if (broken) return [broken];
  const elements = xmlTree(text).all();
  const title = elements[0].children.find((child) => child.name === "title");
  return [
    ...(title?.text.trim() ? [] : [{ what: "<svg> has no title", todo: "write <title> as its first child" }]),
    ...elements.filter((element) => element.name === "script").map(() => ({ what: "holds script", todo: "take it out" })),
    ...elements.flatMap((element) => Object.entries(element.attributes).filter(([name, value]) => /^on/i.test(name) || (/href$/.test(name) && !/^#/.test(value) && element.name !== "a")))
      .map(([name, value]) => ({ what: `${name}="${value}" is script or comes from elsewhere`, todo: "an SVG must stand by itself" })),
  ];
}
