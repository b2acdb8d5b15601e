// XML as a small tree. A file that is not well-formed has no tree: ask xmlProblem first.

import { SaxesParser } from "saxes";

/** Says where XML is broken, or nothing. */
export function xmlProblem(text) {
  try {
    xmlTree(text);
    return undefined;
  } catch (error) {
    return { what: `is not well-formed XML: ${error.message}`, todo: "escape & < and quotes in what is written into it" };
  }
}

/** The root element; `name` is without prefix, `namespace` the whole address. */
export function xmlTree(text) {
  const parser = new SaxesParser({ xmlns: true });
  const top = element({ local: "", uri: "", attributes: {} });
  const open = [top];
  parser.on("error", (error) => { throw error; });
  parser.on("opentag", (tag) => {
    const child = element(tag);
    open.at(-1).children.push(child);
    open.push(child);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (text) => { open.at(-1).text += text; });
  parser.on("cdata", (text) => { open.at(-1).text += text; });
  parser.write(text.replace(/^\uFEFF/, "")).close();
  return top.children[0];
}

function element(tag) {
  const self = {
    name: tag.local,
    namespace: tag.uri,
    attributes: Object.fromEntries(Object.entries(tag.attributes).map(([name, attribute]) => [name, attribute.value])),
    children: [],
    text: "",
    all: () => [self, ...self.children.flatMap((child) => child.all())],
    named: (name) => self.children.filter((child) => child.name === name),
    first: (name) => self.children.find((child) => child.name === name),
  };
  return self;
}
