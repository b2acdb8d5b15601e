// Holds what the scripts of /beheer/ do without a browser: what the CMS sees of a file, and how values are written. Run:
// node --test cms-parts.test.mjs

import assert from "node:assert/strict";
import { test } from "node:test";
import { asEntries, shown, written } from "../../src/desk/cms/entries.js";
import { next, numberFrom } from "../../src/desk/cms/values.js";

const ACTION = "content/plans/kust/actions/lessen.md";

test("an_action_names_its_plan_to_the_cms_and_not_in_the_file", () => {
  const file = "---\ntitle: Lessen\nline: leren\n# waarom\n---\n\nplan: tekst\n";
  const seen = shown(ACTION, file);
  assert.equal(seen, '---\nfile_kind: action\nplan: "kust"\ntitle: Lessen\nline: kust/leren\n# waarom\n---\n\nplan: tekst\n');
  assert.equal(written(ACTION, seen), file);
});

test("a_line_keeps_what_it_is_and_other_files_stay_letter_for_letter", () => {
  assert.match(shown("content/plans/kust/lines/leren.md", "---\ntitle: Leren\n---\n"), /^file_kind: line\nplan: "kust"\ntitle: Leren$/m);
  assert.match(shown("content/plans/kust/index.md", "---\ntitle: Kust\n---\n"), /^file_kind: plan\nplan: "kust"$/m);
  for (const path of ["content/news/bericht.md", "content/plans/kust/bijlage.md"]) {
    const file = "---\ntitle: Bericht\nplan: kust\nline: kust/leren\n---\n";
    assert.equal(shown(path, file), file);
    assert.equal(written(path, file), file);
  }
});

test("what_lies_in_the_folder_of_a_plan_stays_there", () => {
  assert.throws(() => written(ACTION, "---\nplan: bos\ntitle: Lessen\n---\n"), /kust/);
});

test("a_list_without_translations_keeps_the_place_of_its_next_page", async () => {
  const cursor = Symbol("cursor");
  const listed = ["index.md", "index.en.md", "lines/leren.md"].map((name) => ({ file: { path: `content/plans/kust/${name}` }, data: "---\ntitle: x\n---\n" }));
  listed[cursor] = "next";
  const backend = { init: () => ({ entriesByFolder: async () => listed, traverseCursor: async () => ({ entries: listed, cursor: "last" }), getMedia: () => "media" }) };
  asEntries(backend);
  const files = backend.init();
  const paths = (entries) => entries.map(({ file }) => file.path.replace("content/plans/kust/", ""));
  const first = await files.entriesByFolder();
  assert.deepEqual(paths(first), ["index.md", "lines/leren.md"]);
  assert.equal(first[cursor], "next");
  const second = await files.traverseCursor();
  assert.deepEqual(paths(second.entries), ["index.md", "lines/leren.md"]);
  assert.equal(second.cursor, "last");
  assert.equal(files.getMedia(), "media");
});

test("a_number_is_what_check_takes_for_one", () => {
  for (const [text, number] of [["3200", 3200], ["15,4", 15.4], ["15.40", 15.4], [" 0,125 ", 0.125], ["-3", -3], ["", null]]) assert.equal(numberFrom(text), number, text);
  for (const text of ["1.000", "12,345", "ruim 400", "1e3", "3 200", "4,"]) assert.equal(numberFrom(text), undefined, text);
});

test("the_next_period_is_of_the_same_kind", () => {
  for (const [period, expected] of [["2024", "2025"], ["2024/2025", "2025/2026"], ["2024K1", "2024K2"], ["2024K4", "2025K1"], ["", ""], [undefined, ""], ["2024-25", ""]]) assert.equal(next(period), expected, period);
});
