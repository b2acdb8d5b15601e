// Lets a reader choose which actions the page shows. Without it the page is the whole list.
(() => {
  "use strict";

  const form = document.querySelector("[data-facets]");
  const rows = [...document.querySelectorAll(".row-action")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const facets = [...new Set([...form.elements].map(({ name }) => name).filter(Boolean))];
  const keysOf = new Map(rows.map((row) => [row, Object.fromEntries(facets.map((facet) => [facet, row.getAttribute(`data-${facet}`).split(" ")]))]));
  const count = form.querySelector("[data-count]");
  const clear = form.querySelector("[data-clear]");

  form.hidden = false;
  read();
  form.addEventListener("change", () => {
    write();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose(new URLSearchParams());
    write();
    show();
    form.querySelector("summary").focus();
  });
  window.addEventListener("popstate", read);

  /** Shows what the address says. */
  function read() {
    const chosen = new URLSearchParams(location.search);
    choose(chosen);
    if (facets.some((facet) => chosen.has(facet))) form.querySelector("details").open = true;
    show();
  }

  function choose(chosen) {
    for (const control of form.elements) {
      if (control.type === "checkbox") control.checked = chosen.getAll(control.name).includes(control.value);
      else if (control.name) control.value = chosen.get(control.name) ?? "";
      // A key that the list does not have leaves it empty.
      if (control.selectedIndex === -1) control.selectedIndex = 0;
    }
  }

  /** Per facet the chosen keys; one that is left open is not there. */
  function chosen() {
    const pairs = [...new FormData(form)].filter(([, key]) => key !== "");
    return new Map(facets.map((facet) => [facet, pairs.filter(([name]) => name === facet).map(([, key]) => key)]).filter(([, keys]) => keys.length > 0));
  }

  /** Keeps the choice in the address, as a step to go back to. */
  function write() {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, key]) => key !== ""));
    history.pushState(null, "", location.pathname + (asked.size > 0 ? `?${asked}` : ""));
  }

  function fits(row, choice, except) {
    return [...choice].every(([facet, keys]) => facet === except || keys.some((key) => keysOf.get(row)[facet].includes(key)));
  }

  function show() {
    const choice = chosen();
    for (const row of rows) row.hidden = !fits(row, choice);
    for (const group of groups) group.hidden = !group.querySelector(".row-action:not([hidden])");
    const shown = rows.filter((row) => !row.hidden).length;
    const words = form.dataset;
    count.textContent = ([words.none, words.one][shown] ?? words.many).replace("{n}", shown).replace("{all}", rows.length);
    clear.hidden = choice.size === 0;
    facets.forEach((facet) => countOptions(facet, rows.filter((row) => fits(row, choice, facet))));
  }

  /** Says at each option how many actions it would show beside the other choices. */
  function countOptions(facet, among) {
    const counts = new Map();
    for (const row of among) for (const key of keysOf.get(row)[facet]) counts.set(key, (counts.get(key) ?? 0) + 1);
    const control = form.elements[facet];
    if (control instanceof HTMLSelectElement) {
      for (const option of control.options) {
        option.dataset.title ??= option.text.replace(/ \(\d+\)$/, "");
        const found = counts.get(option.value) ?? 0;
        if (option.value !== "") option.text = `${option.dataset.title} (${found})`;
        option.disabled = option.value !== "" && found === 0 && !option.selected;
      }
    } else {
      for (const box of control instanceof RadioNodeList ? control : [control]) {
        const found = counts.get(box.value) ?? 0;
        box.closest("label").querySelector("[data-option-count]").textContent = found;
        box.disabled = found === 0 && !box.checked;
      }
    }
  }
})();
