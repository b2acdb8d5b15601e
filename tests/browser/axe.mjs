// Runs axe-core in a page. In: a page of the browser. Out: what it finds wrong, and the contrast that it leaves to people.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { axeFindings } from "./in-page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 at level AA. */
export const WCAG = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };

/** `runOnly` is a choice of tags or rules, as axe takes it. */
export async function runAxe(page, runOnly) {
  await page.evaluate(AXE);
  return page.evaluate(axeFindings, runOnly);
}

/** The findings as problems for the report; what could not be judged becomes a note. */
export async function axeProblems(page, path, report, runOnly = WCAG) {
  const { violations, unjudged } = await runAxe(page, runOnly);
  for (const { nodes, targets } of unjudged) report.note(`axe could not judge the contrast of ${nodes} elements on ${path}: ${targets}`);
  return violations.map(({ id, help, nodes, targets }) => ({ what: `${id}: ${help} (${nodes}×: ${targets})`, todo: `see the rule "${id}" of axe-core` }));
}
