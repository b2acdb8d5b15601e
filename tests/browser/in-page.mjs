// What is asked inside a page. Each function runs in the browser, alone: it can use nothing from this file but itself.
// Styles are changed only through the object model, which a strict policy allows.

/** What axe finds wrong, and the contrast that it could not judge (over a picture, say): that is left to people. */
export async function axeFindings(tags) {
  const { violations, incomplete } = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete"] });
  const summary = ({ id, help, nodes }) => ({ id, help, nodes: nodes.length, targets: nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ") });
  return { violations: violations.map(summary), unjudged: incomplete.filter(({ id }) => id === "color-contrast").map(summary) };
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

/** The text a reader sees, piece by piece; without <noscript> and without controls that only script can serve. */
export function readableText() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.data.replace(/\s+/g, " ").trim();
    if (text && !parent.closest("script, style, noscript, template, [data-enhanced]") && parent.checkVisibility({ visibilityProperty: true })) pieces.push(text);
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
