// What the CMS sees of the files: no translations, which it would take for items of their own, and of what lies in the folder
// of a plan two keys more, `file_kind` and `plan`. These are never in a file: its place says as much.

const TRANSLATION = /\.(?:en|nl)\.(?:md|yaml)$/;
const OF_PLAN = /^content\/plans\/([^/]+)\/(?:index|(lines|actions)\/[^/]+)\.md$/;
const KINDS = { lines: "line", actions: "action" };

/** Lets what a backend makes give and take files in this way. */
export function asEntries(backend) {
  const { init } = backend;
  backend.init = (...args) => {
    const files = init(...args);
    return new Proxy(files, {
      get(_, name) {
        const value = files[name];
        if (typeof value !== "function") return value;
        const ask = value.bind(files);
        return own[name] ? (...args) => own[name](ask, ...args) : ask;
      },
    });
  };
}

/** The methods of a backend that files pass through, by their names; each gets the backend's own. */
const own = {
  entriesByFolder: async (ask, ...args) => entries(await ask(...args)),
  allEntriesByFolder: async (ask, ...args) => entries(await ask(...args)),
  entriesByFiles: async (ask, ...args) => entries(await ask(...args)),
  async traverseCursor(ask, ...args) {
    const page = await ask(...args);
    return { ...page, entries: entries(page.entries) };
  },
  async getEntry(ask, ...args) {
    const loaded = await ask(...args);
    return loaded && entry(loaded);
  },
  unpublishedEntryDataFile: async (ask, collection, slug, path, id) => shown(path, await ask(collection, slug, path, id)),
  persistEntry: (ask, { dataFiles, ...rest }, options) => ask({ ...rest, dataFiles: dataFiles.map((file) => ({ ...file, raw: written(file.path, file.raw) })) }, options),
};

function entries(loaded) {
  const kept = loaded.filter(({ file }) => !TRANSLATION.test(file.path)).map(entry);
  // The place of the next page is on the list itself, below a symbol.
  for (const symbol of Object.getOwnPropertySymbols(loaded)) kept[symbol] = loaded[symbol];
  return kept;
}

function entry(loaded) {
  return { ...loaded, data: shown(loaded.file.path, loaded.data) };
}

/** The text of a file with what its place says. An action names its line as all others do, with the plan. */
export function shown(path, text) {
  const [, plan, folder] = OF_PLAN.exec(path) ?? [];
  if (!plan || !text) return text;
  return inFrontMatter(text, (keys) => {
    const named = keys.replace(/^line: *(['"]?)([^/\s'"]+)\1 *$/m, `line: ${plan}/$2`);
    return `file_kind: ${KINDS[folder] ?? "plan"}\nplan: "${plan}"\n${named}`;
  });
}

/** The same text as it goes into the file. */
export function written(path, text) {
  const [, plan] = OF_PLAN.exec(path) ?? [];
  if (!plan) return text;
  return inFrontMatter(text, (keys) => {
    const chosen = /^plan: *['"]?([^\s'"]+)/m.exec(keys)?.[1];
    if (chosen && chosen !== plan) throw new Error(`dit hoort bij ${plan}; een ander plan kan niet meer`);
    return keys.replace(/^(?:file_kind|plan):.*\n/gm, "").replace(`line: ${plan}/`, "line: ");
  });
}

function inFrontMatter(text, change) {
  const parts = /^(---\r?\n)([\s\S]*?)(^---\s*$[\s\S]*)/m.exec(text);
  return parts ? parts[1] + change(parts[2]) + parts[3] : text;
}
