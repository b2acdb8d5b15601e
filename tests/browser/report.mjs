// What the checks found. A check names itself and the file it looked at, and hands over its problems; no problems is a pass.

/** @typedef {{ line?: number, what: string, todo: string }} Problem `what` is wrong, `todo` says how to mend it. */

export class Report {
  /** @type {{ check: string, file: string, problems: Problem[] }[]} */
  results = [];
  /** What was not looked at, and why. @type {string[]} */
  notes = [];

  add(check, file, problems) {
    this.results.push({ check, file, problems });
  }

  note(text) {
    this.notes.push(text);
  }

  get failures() {
    return this.results.filter((result) => result.problems.length > 0);
  }

  /** The report as text; its last line is "N passed, N failed". */
  toString() {
    const failed = this.failures.length;
    const passed = this.results.length - failed;
    return [...failureTexts(this.failures), ...[...new Set(this.notes)].map((note) => `note: ${note}`), ...this.tally(), "", `${passed} passed, ${failed} failed`].join("\n");
  }

  tally() {
    const rows = new Map();
    for (const { check, problems } of this.results) {
      const row = rows.get(check) ?? { passed: 0, failed: 0 };
      problems.length === 0 ? row.passed++ : row.failed++;
      rows.set(check, row);
    }
    return [...rows].map(([check, { passed, failed }]) => `  ${check.padEnd(28)} ${String(passed).padStart(5)} ok ${failed ? `${String(failed).padStart(5)} FAILED` : ""}`.trimEnd());
  }
}

// One fault in a template shows on every page, and often on it: the same words are shown a few times, each file is named.
const SHOWN_ALIKE = 3;
const SHOWN_PER_FILE = 20;

function failureTexts(failures) {
  const shown = new Map();
  const isNew = ({ check, what }) => {
    const times = (shown.get(`${check} ${what}`) ?? 0) + 1;
    shown.set(`${check} ${what}`, times);
    return times <= SHOWN_ALIKE;
  };
  return failures.map(({ check, file, problems }) => failureText({ check, file, problems, fresh: problems.filter(({ what }) => isNew({ check, what })) }));
}

function failureText({ check, file, problems, fresh }) {
  const shown = fresh.slice(0, SHOWN_PER_FILE);
  const hidden = problems.length - shown.length;
  return [
    `FAILED ${check}: ${file}`,
    ...shown.map(({ line, what, todo }) => `  ${file}${line ? `:${line}` : ""}: ${what}\n      -> ${todo}`),
    ...(hidden > 0 ? [`  … ${hidden} more${shown.length < fresh.length ? "" : ", said above already"}`] : []),
  ].join("\n");
}
