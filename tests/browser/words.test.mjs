// Holds the words and stems of the search script to those of the program: both read words.json. Run: node --test words.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const shared = JSON.parse(read("words.json"));
// On a page without a search form the script only offers what it does with words.
const page = vm.createContext({ document: { querySelector: () => null } });
vm.runInContext(read("../../themes/standaard/static/search.js"), page);
const { wordsOf, stemOf, distance } = page.searchWords;

for (const [text, expected] of shared.words) {
  test(`the words of "${text}"`, () => {
    const found = wordsOf(text).map(({ word }) => word).filter((word) => word.length > 1 || /\d/.test(word));
    assert.equal(found.join(" "), expected);
  });
}

for (const language of ["nl", "en"]) {
  test(`stems in ${language}`, () => {
    const wrong = Object.entries(shared[language]).filter(([word, stem]) => stemOf(word, language) !== stem);
    assert.deepEqual(wrong, []);
    assert.ok(Object.keys(shared[language]).length > 10);
  });
}

test("a_distance_counts_changes_and_swaps", () => {
  for (const [one, other, most, expected] of [
    ["zorg", "zorg", 1, 0], ["zorg", "zorgt", 1, 1], ["ouderen", "oudern", 1, 1], ["quote", "qoute", 1, 1], ["zorg", "werk", 1, Infinity], ["opleiding", "opliedng", 2, 2],
  ]) assert.equal(distance(one, other, most), expected, `${one} ${other}`);
});
