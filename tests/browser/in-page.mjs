// What is asked inside a page. Each function runs in the browser, alone: it can use nothing from this file but itself.
// Styles are changed only through the object model, which a strict policy allows.

/**
 * What axe finds wrong, and the contrast that it could not judge (over a picture, say): that is left to people. It does not
 * know a folded part that a style sheet shows (::details-content), so that it misses the links in an area that scrolls.
 */
export async function axeFindings(runOnly) {
  const { violations, incomplete } = await window.axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] });
  const hasLink = ({ target }) => [...document.querySelector(target[0]).querySelectorAll("details a[href]")].some((link) => link.checkVisibility());
  for (const rule of violations) if (rule.id === "scrollable-region-focusable") rule.nodes = rule.nodes.filter((node) => !hasLink(node));
  const summary = ({ id, help, nodes }) => ({ id, help, nodes: nodes.length, targets: nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ") });
  return { violations: violations.filter(({ nodes }) => nodes.length > 0).map(summary), unjudged: incomplete.filter(({ id }) => id === "color-contrast").map(summary) };
}

/** How far the page can be pushed sideways, in px, and what sticks out. Content cut off by the page itself counts too. */
export function horizontalExcess() {
  const width = document.documentElement.clientWidth;
  const scrollsOrClips = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
  const isContained = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (scrollsOrClips(at)) return true;
    return false;
  };
  const isOut = (element) => element.checkVisibility() && element.getBoundingClientRect().right + scrollX > width + 1 && getComputedStyle(element).position !== "fixed" && !isContained(element);
  const out = [...document.body.querySelectorAll("*")].filter(isOut);
  const isCut = [document.documentElement, document.body].some((element) => /hidden|clip/.test(getComputedStyle(element).overflowX));
  const reach = isCut ? Math.max(width, ...out.map((element) => element.getBoundingClientRect().right + scrollX)) : document.documentElement.scrollWidth;
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") + [...element.classList].map((one) => `.${one}`).join("");
  const deepest = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
  return { excess: Math.round(reach - width), widest: deepest.slice(0, 4).map(name) };
}

/** The values of WCAG 2.2, criterion 1.4.12. */
export function widenTextSpacing() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** The element in focus; `target` tells whether it is a link to a place on this page. */
export function focusedLink() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const href = focused.getAttribute("href") ?? "";
  const box = focused.getBoundingClientRect();
  const style = getComputedStyle(focused);
  return {
    name: `<${focused.tagName.toLowerCase()}> "${focused.textContent.trim().slice(0, 40)}"`,
    target: href.startsWith("#") && document.getElementById(decodeURIComponent(href.slice(1))) !== null,
    isVisible: box.width > 4 && box.height > 4 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && style.opacity !== "0" && style.visibility === "visible" && style.clipPath === "none",
  };
}

/** The text a reader sees in a part of the page, piece by piece; without <noscript>, and without the parts that `except` selects. */
export function readableText({ within, except }) {
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.data.replace(/\s+/g, " ").trim();
    if (text && !parent.closest(`script, style, noscript, template, ${except}`) && parent.checkVisibility({ visibilityProperty: true })) pieces.push(text);
  }
  return pieces;
}

export function looks() {
  const pick = (selector, properties) => {
    const element = document.querySelector(selector);
    const style = element && getComputedStyle(element);
    return element ? properties.map((property) => [`${property} of ${selector}`, style[property]]) : [];
  };
  return Object.fromEntries([
    ...pick("body", ["fontFamily", "fontSize", "color", "backgroundColor", "lineHeight"]),
    ...pick("h1", ["fontSize", "color"]),
    ...pick("main", ["width", "display", "paddingLeft"]),
    ...pick("main a", ["color"]),
  ]);
}

/** 0 is black, 1 is white; the browser's own canvas where the page sets no background. */
export function backgroundBrightness() {
  const canvas = document.createElement("div");
  canvas.style.backgroundColor = "Canvas";
  document.body.append(canvas);
  const colours = [document.body, document.documentElement, canvas].map((element) => getComputedStyle(element).backgroundColor);
  canvas.remove();
  const painted = colours.find((colour) => !/^rgba\(.*, 0\)$|^transparent$/.test(colour));
  // A canvas turns any notation, oklch and color() too, into plain red, green and blue.
  const brush = document.createElement("canvas").getContext("2d");
  brush.fillStyle = painted;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

export function sheetsAndLinks() {
  const links = [...document.querySelectorAll("a[href]")].filter((link) => !link.getAttribute("href").startsWith("#"));
  return { sheets: document.styleSheets.length, links: links.map((link) => link.href) };
}

/** The size of ordinary letters, in px. */
export function letterSize() {
  return Number.parseFloat(getComputedStyle(document.body).fontSize);
}

/** Letters in drawings that cannot be told from what is painted below them (WCAG 2.2, 1.4.3). */
export function paleLetters() {
  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const bytes = (colour, below = "Canvas") => {
    for (const layer of [below, colour]) {
      brush.fillStyle = layer;
      brush.fillRect(0, 0, 1, 1);
    }
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
  const isPainted = (colour) => colour !== "none" && !/^rgba\(.*, 0\)$|^transparent$/.test(colour);
  const paint = (element) => getComputedStyle(element)[element.matches("svg *") ? "fill" : "backgroundColor"];
  const groundAt = (x, y) => document.elementsFromPoint(x, y).filter((element) => !element.matches("text, tspan")).map(paint).find(isPainted) ?? "Canvas";
  const judge = (text) => {
    text.scrollIntoView({ block: "center", inline: "center" });
    const box = text.getBoundingClientRect();
    const ground = groundAt(box.x + box.width / 2, box.y + box.height / 2);
    const front = getComputedStyle(text).fill;
    const [high, low] = [light(bytes(front, ground)), light(bytes(ground))].sort((a, b) => b - a);
    return { text: text.textContent.trim().slice(0, 40), ratio: (high + 0.05) / (low + 0.05), front, ground };
  };
  const isDrawn = (text) => text.checkVisibility({ visibilityProperty: true }) && text.textContent.trim() && isPainted(getComputedStyle(text).fill) && text.getBoundingClientRect().width > 0;
  return [...document.querySelectorAll("svg text")].filter(isDrawn).map(judge).filter(({ ratio }) => ratio < 4.5).slice(0, 5);
}

/** What has words outside a drawing and takes no part when colours are forced. */
export function keepingColours() {
  const keeps = (element) => !element.closest("svg") && getComputedStyle(element).forcedColorAdjust === "none" && element.textContent.trim();
  return [...document.body.querySelectorAll("*")].filter(keeps).slice(0, 5).map((element) => element.tagName.toLowerCase() + [...element.classList].map((one) => `.${one}`).join(""));
}

/** What moves by itself, or would when something changes. */
export function moving() {
  const seconds = (times) => Math.max(...times.split(",").map((time) => Number.parseFloat(time) * (time.trim().endsWith("ms") ? 0.001 : 1)));
  const moves = (style) => seconds(style.transitionDuration) > 0.01 || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) || style.scrollBehavior === "smooth";
  const all = [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) => ({ element, part })));
  const name = ({ element, part }) => element.tagName.toLowerCase() + [...element.classList].map((one) => `.${one}`).join("") + part;
  return [...new Set(all.filter(({ element, part }) => moves(getComputedStyle(element, part || null))).map(name))].slice(0, 5);
}

/** Finds where the Tab key should stop, in the order of the page; gives how many. */
export function listStops() {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const stops = [...document.querySelectorAll(usable)].filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  // Of radio buttons with one name only one is a stop.
  const isFirst = (radio) => stops.find((other) => other.type === "radio" && other.name === radio.name && other.form === radio.form) === radio;
  window.stopsOfThisPage = stops.filter((element) => element.type !== "radio" || isFirst(element));
  return window.stopsOfThisPage.length;
}

export function focusStop(index) {
  window.stopsOfThisPage[index].focus();
}

/** The stop that has the focus: its place among the stops (-1 for none), and how it shows itself. */
export function stopInFocus() {
  const element = document.activeElement;
  const name = `<${element?.tagName.toLowerCase()}> "${(element?.getAttribute("aria-label") ?? element?.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  const index = window.stopsOfThisPage.indexOf(element);
  if (index === -1) return { index, name };
  const style = getComputedStyle(element);
  const inView = [...element.getClientRects()].map((box) => ({ left: Math.max(box.left, 0), top: Math.max(box.top, 0), right: Math.min(box.right, innerWidth), bottom: Math.min(box.bottom, innerHeight) }));
  const seen = inView.find((box) => box.right - box.left > 1 && box.bottom - box.top > 1);
  const on = seen && document.elementFromPoint((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
  const isCovered = on && !element.contains(on) && !on.contains(element);
  return {
    index,
    name,
    hasRing: style.boxShadow !== "none" || style.outlineStyle === "auto" || (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2),
    isSeen: Boolean(seen),
    coveredBy: isCovered ? `<${on.tagName.toLowerCase()} class="${on.getAttribute("class") ?? ""}">` : "",
  };
}

/** The drawings that mean something, and how many figures hold one. */
export function drawings() {
  const isMeant = (svg) => !svg.closest("[aria-hidden=true]") && svg.checkVisibility() && !svg.parentElement.closest("svg");
  const textOf = (svg, tag) => svg.querySelector(`:scope > ${tag}`)?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const all = [...document.querySelectorAll("svg")].filter(isMeant);
  const drawings = all.map((svg) => ({ title: textOf(svg, "title"), summary: textOf(svg, "desc"), isFigure: svg.closest("figure") !== null }));
  return { drawings, figures: [...document.querySelectorAll("figure")].filter((figure) => all.some((svg) => figure.contains(svg))).length };
}

/** What is missing on paper: addresses of links to elsewhere that do not say them, and tables that stick out. */
export function printed() {
  const visible = (selector) => [...document.querySelectorAll(`main ${selector}`)].filter((element) => element.checkVisibility());
  const bare = (address) => address.replace(/^https?:\/\/(www\.)?|\/$/g, "");
  const added = (link) => getComputedStyle(link, "::after").content;
  const isSaid = (link) => /attr\(href\)/.test(added(link)) || added(link).includes(bare(link.href)) || link.textContent.includes(bare(link.href));
  const isOut = (table) => [table, table.parentElement].some((element) => element.scrollWidth > element.clientWidth + 1 || element.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  return {
    links: [...new Set(visible("a[href^=http]").filter((link) => !isSaid(link)).map((link) => link.href))],
    tables: visible("table").filter(isOut).map((table) => table.caption?.textContent.trim() ?? ""),
  };
}

/** How far things moved while the page loaded, by themselves (cumulative layout shift). */
export function shifted() {
  return new Promise((give) => {
    const sum = (entries) => entries.reduce((total, entry) => total + (entry.hadRecentInput ? 0 : entry.value), 0);
    new PerformanceObserver((list) => give(sum(list.getEntries()))).observe({ type: "layout-shift", buffered: true });
    // Nothing is told where nothing moved.
    setTimeout(() => give(0), 100);
  });
}

export function goToFoot() {
  scrollTo(0, document.documentElement.scrollHeight);
}
