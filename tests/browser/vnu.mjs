// Asks the Nu HTML checker (vnu) about every page. Needs Java. In: a folder. Out: one result for each page.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

export function checkWithVnu(site, report) {
  const errors = vnuErrors(site.root);
  if (typeof errors === "string") return report.add("html (vnu)", site.root, [{ what: errors, todo: "install Java 17 or newer and run again" }]);
  for (const page of site.pages) report.add("html (vnu)", page.path, errors.get(page.path) ?? []);
}

/** The errors by path, or a sentence that says why vnu could not run. */
function vnuErrors(folder) {
  const root = realpathSync(folder);
  // A deep page overflows Java's own stack size.
  const run = spawnSync("java", ["-Xss1m", "-jar", JAR, "--skip-non-html", "--errors-only", "--format", "json", "--stdout", root], { encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.error) return `java did not start: ${run.error.message}`;
  const messages = parsed(run.stdout);
  if (messages === undefined) return `vnu gave no report: ${(run.stderr || run.stdout).slice(0, 500)}`;
  const errors = new Map();
  for (const message of messages.filter(({ type }) => type !== "info")) {
    const path = relative(root, fileURLToPath(message.url));
    errors.set(path, [...(errors.get(path) ?? []), { line: message.lastLine, what: message.message, todo: advice(message) }]);
  }
  return errors;
}

function parsed(text) {
  try {
    return JSON.parse(text).messages;
  } catch {
    return undefined;
  }
}

function advice({ extract }) {
  return extract ? `near: ${extract.replace(/\s+/g, " ").trim()}` : "mend the template that writes this page";
}
