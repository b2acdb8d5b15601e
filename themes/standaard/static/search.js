// Searches the site in the browser, without a server. The index comes in parts, as scripts (docs/themes/README.md): the page
// works under any path, from a disk, and under a policy of `script-src 'self'`. Nothing is loaded before somebody searches.
(() => {
  "use strict";

  // ---- Words: the same as src/model/search/words.rs does when the index is made; tests/browser/words.json holds both. ----

  const WORD = /\d+(?:[.,]\d+)+(?![\p{L}\p{N}]|[.,]\d)|[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*(?:['’‘][\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*)*/gu;
  const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", ł: "l", ĳ: "ij" };

  /** The words of a text: each folded, with where it stands. */
  function wordsOf(text) {
    return [...text.matchAll(WORD)].map((match) => ({ word: foldWord(match[0]), at: match.index, end: match.index + match[0].length }));
  }

  function foldWord(text) {
    if (/^\d+[.,]/.test(text)) return foldNumber(text);
    const bare = text.replace(/['’‘]s$/, "").normalize("NFD").toLowerCase();
    return bare.replace(/[\u0300-\u036f'’‘]/g, "").replace(/[æœøßłĳ]/g, (letter) => LETTERS[letter]);
  }

  /** `3.200` and `3,200` are 3200; `15,4` and `15.4` are 15.4. */
  function foldNumber(text) {
    return /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replace(/[.,]/g, "") : text.replace(/,/g, ".");
  }

  const stemmers = { nl: dutchStem, en: englishStem };
  const stems = new Map();

  function stemOf(word, language) {
    if (/\d/.test(word)) return word;
    if (!stems.has(word)) stems.set(word, stemmers[language](word));
    return stems.get(word);
  }

  /** Snowball's stemmer for Dutch, after Porter; its rules are at snowballstem.org/algorithms/dutch/stemmer.html. */
  function dutchStem(word) {
    const isVowel = (letter) => letter !== undefined && letter !== "" && "aeiouy".includes(letter);
    let letters = [...word];
    if (letters[0] === "y") letters[0] = "Y";
    for (let at = 0; at < letters.length;) {
      if (isVowel(letters[at]) && letters[at + 1] === "i" && isVowel(letters[at + 2])) {
        letters[at + 1] = "I";
        at += 3;
      } else if (isVowel(letters[at]) && letters[at + 1] === "y") {
        letters[at + 1] = "Y";
        at += 2;
      } else at += 1;
    }
    let text = letters.join("");
    const past = (from, vowel) => {
      for (let at = from; at < text.length; at++) if (isVowel(text[at]) === vowel) return at + 1;
      return text.length + 1;
    };
    const first = past(past(0, true), false);
    const second = past(past(first, true), false);
    const one = first > text.length ? text.length : Math.max(first, 3);
    const two = second > text.length ? text.length : second;
    const before = (length) => text[text.length - length - 1];
    const isIn = (region, length) => text.length - length >= region;
    const cut = (length) => { text = text.slice(0, text.length - length); };
    const undouble = () => { if (/(?:kk|dd|tt)$/.test(text)) cut(1); };
    const cutEn = (length) => {
      if (isIn(one, length) && before(length) !== undefined && !isVowel(before(length)) && !text.slice(0, -length).endsWith("gem")) {
        cut(length);
        undouble();
      }
    };
    const cutE = () => {
      const is = text.endsWith("e") && isIn(one, 1) && before(1) !== undefined && !isVowel(before(1));
      if (is) {
        cut(1);
        undouble();
      }
      return is;
    };
    const ending = (pattern) => pattern.exec(text)?.[0] ?? "";

    const plural = ending(/(?:heden|ene|en|se|s)$/);
    if (plural === "heden") {
      if (isIn(one, 5)) text = `${text.slice(0, -5)}heid`;
    } else if (plural.startsWith("e")) cutEn(plural.length);
    else if (plural !== "" && isIn(one, plural.length) && before(plural.length) !== undefined && !isVowel(before(plural.length)) && before(plural.length) !== "j") cut(plural.length);

    const hadE = cutE();

    if (text.endsWith("heid") && isIn(two, 4) && before(4) !== "c") {
      cut(4);
      if (text.endsWith("en")) cutEn(2);
    }

    const derived = ending(/(?:end|ing|ig|lijk|baar|bar)$/);
    if (derived !== "" && isIn(two, derived.length)) {
      if (derived === "end" || derived === "ing") {
        cut(3);
        if (text.endsWith("ig") && isIn(two, 2) && before(2) !== "e") cut(2);
        else undouble();
      } else if (derived === "ig") {
        if (before(2) !== "e") cut(2);
      } else if (derived === "lijk") {
        cut(4);
        cutE();
      } else if (derived === "baar" || hadE) cut(derived.length);
    }

    const last = text[text.length - 1];
    if (last !== undefined && !isVowel(last) && last !== "I" && /[^aeiouy](?:aa|ee|oo|uu).$/.test(text)) text = text.slice(0, -2) + last;
    return text.toLowerCase();
  }

  /** Harman's S stemmer: takes the plural off. */
  function englishStem(word) {
    if (word.length <= 3) return word;
    if (/ies$/.test(word) && !/[ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
    if (/es$/.test(word) && !/[aeo]es$/.test(word)) return word.slice(0, -1);
    if (/s$/.test(word) && !/[us]s$/.test(word)) return word.slice(0, -1);
    return word;
  }

  /** How many letters have to be changed, left out, added or swapped to make one word of the other; more than `most` is Infinity. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return Infinity;
    let [beforeLast, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const isSame = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [beforeLast, last] = [last, row];
    }
    return last[other.length] <= most ? last[other.length] : Infinity;
  }

  // ---- The index: parts are asked for by name and arrive by a call of `searchPart`. ----

  class Register {
    constructor(folder) {
      this.folder = folder;
      this.version = "";
      this.parts = new Map();
      this.arrived = new Map();
      window.searchPart = (version, name, data) => this.arrived.set(name, { version, data });
    }

    /** A part, loaded once. A part of another state of the site makes all begin again: it was published meanwhile. */
    part(name) {
      if (!this.parts.has(name)) this.parts.set(name, this.load(name));
      return this.parts.get(name);
    }

    async load(name) {
      await new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = `${this.folder}${name}.js${this.version && `?${this.version}`}`;
        script.onload = done;
        script.onerror = () => {
          this.parts.delete(name);
          fail(new Error(`${name} does not load`));
        };
        document.head.append(script);
      });
      const { version, data } = this.arrived.get(name);
      if (name === "begin") this.version = version;
      else if (version !== (name.startsWith("woorden") ? this.start.wordsVersion : this.version)) throw new Stale(version);
      return data;
    }

    /** Forgets everything, to begin with another state of the site. */
    restart(version) {
      this.version = version;
      this.parts.clear();
      delete this.start;
    }

    async begin() {
      const data = await this.part("begin");
      this.start ??= readStart(data);
      return this.start;
    }

    /** The words in the parts that a stem, or all stems with this start, stand in. */
    async words(from, until = from) {
      const { words } = await this.begin();
      const partOf = (stem) => words.reduce((found, first, at) => (first !== "" && first <= stem ? at : found), 0);
      const [first, last] = [partOf(from), partOf(until)];
      const names = Array.from({ length: Math.min(last - first + 1, MOST_PREFIX_PARTS) }, (_, at) => `woorden-${first + at}`);
      return Promise.all(names.map((name) => this.part(name)));
    }

    async places(stem) {
      const [words] = await this.words(stem);
      return Object.hasOwn(words, stem) ? words[stem] : "";
    }

    /** Every word of the site, in one form each. */
    async allWords() {
      const { lists } = await this.begin();
      const parts = await Promise.all(Array.from({ length: lists }, (_, at) => this.part(`lijst-${at}`)));
      this.start.list ??= parts.flatMap(readList);
      return this.start.list;
    }

    async entry(kind, number) {
      const { inPart } = await this.begin();
      return (await this.part(`${kind}-${Math.floor(number / inPart[kind])}`))[number % inPart[kind]];
    }
  }

  class Stale extends Error {
    constructor(version) {
      super("the index has changed");
      this.version = version;
    }
  }

  const MOST_PREFIX_PARTS = 4;

  /** Adds to each entry its kind and regions. */
  function readStart(data) {
    const kindOf = data.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
    const regionsOf = data.regionRuns.split(" ").filter(Boolean).flatMap((run) => {
      const [set, count] = run.split("*");
      return Array(Number(count)).fill(set === "" ? [] : set.split("+").map(Number));
    });
    return { ...data, kindOf, regionsOf, stops: new Set(data.stops.split(" ")) };
  }

  /** `0zorg 4plan` is `zorg zorgplan`: each word starts with how much it has in common with the one before. */
  function readList(text) {
    let before = "";
    return text.split(" ").filter(Boolean).map((item) => (before = before.slice(0, parseInt(item[0], 36)) + item.slice(1)));
  }

  /** Calls `take` with every entry and weight of `a0,3|41,1`. */
  function eachPlace(places, take) {
    for (const group of places === "" ? [] : places.split("|")) {
      const weight = parseInt(group[0], 36);
      let entry = 0;
      for (const step of group.slice(1).split(",")) take((entry += parseInt(step, 36)), weight);
    }
  }

  // ---- Finding ----

  // How much a way of finding counts, beside the word itself.
  const [SYNONYM, LONGER, PART, ERROR] = [0.7, 0.5, 0.4, 0.4];
  const [MOST_SYNONYM_WORDS, MOST_LIKE, MOST_PARTS] = [5, 6, 24];

  /** Finds the entries for what was typed, best first. */
  async function find(register, query) {
    const start = await register.begin();
    const typed = typedWords(query, start);
    const slots = slotsOf(typed, start);
    const found = await Promise.all(slots.map((slot, at) => fill(register, start, slot, at === slots.length - 1)));
    const scores = new Float64Array(start.entries);
    const counts = new Uint8Array(start.entries);
    for (const { weights } of found) {
      const rarity = Math.log(1 + start.entries / Math.max(weights.size, 1));
      weights.forEach((weight, entry) => {
        scores[entry] += weight * rarity;
        counts[entry] += 1;
      });
    }
    const most = Math.max(...found.map((_, at) => (counts.includes(at + 1) ? at + 1 : 0)), 0);
    const entries = [];
    if (most > 0) counts.forEach((count, entry) => count === most && entries.push(entry));
    entries.sort((one, other) => scores[other] - scores[one] || one - other);
    return {
      entries,
      isPartly: entries.length > 0 && most < slots.length,
      also: [...new Set(found.flatMap(({ also }) => also))],
      instead: found.filter(({ instead }) => instead.length > 0).map(({ slot, instead }) => ({ typed: slot.typed, words: instead })),
      isMarked: marker(found, start.language),
    };
  }

  /** The words that were typed, without those that say nothing, unless there are no others. */
  function typedWords(query, start) {
    const words = wordsOf(query).map(({ word, at, end }) => ({ word, typed: query.slice(at, end), stem: stemOf(word, start.language) }));
    const telling = words.filter(({ word }) => !start.stops.has(word) && (word.length > 1 || /\d/.test(word)));
    return telling.length > 0 ? telling : words;
  }

  /** What has to be found, one after the other: a word, or several that are one name in the glossary. */
  function slotsOf(typed, start) {
    const slots = [];
    for (let at = 0; at < typed.length;) {
      let count = Math.min(MOST_SYNONYM_WORDS, typed.length - at);
      const key = () => typed.slice(at, at + count).map(({ stem }) => stem).join(" ");
      while (count > 1 && !Object.hasOwn(start.synonyms, key())) count -= 1;
      const words = typed.slice(at, at + count);
      const synonyms = Object.hasOwn(start.synonyms, key()) ? Object.entries(start.synonyms[key()]) : [];
      slots.push({ words, typed: words.map(({ typed }) => typed).join(" "), synonyms });
      at += count;
    }
    return slots;
  }

  /** Finds the entries of one slot: the words as they are, else words that begin so, else words with it, else words like it. */
  async function fill(register, start, slot, isLast) {
    const result = { slot, weights: new Map(), stems: new Set(), needles: new Set(), also: [], instead: [] };
    const add = async (stems, factor) => addPlaces(await Promise.all(stems.map((stem) => register.places(stem))), stems, factor);
    const addPlaces = (all, stems, factor) => {
      if (all.length === 1) {
        eachPlace(all[0], (entry, weight) => {
          if (!(result.weights.get(entry) >= weight * factor)) result.weights.set(entry, weight * factor);
        });
        if (all[0] !== "") result.stems.add(stems[0]);
        return all[0] !== "";
      }
      let common = null;
      for (const places of all) {
        const weights = new Map();
        eachPlace(places, (entry, weight) => (common === null || common.has(entry)) && weights.set(entry, Math.min(weight, common?.get(entry) ?? weight) * (common === null ? factor : 1)));
        common = weights;
      }
      common.forEach((weight, entry) => result.weights.set(entry, Math.max(weight, result.weights.get(entry) ?? 0)));
      if (common.size > 0) stems.forEach((stem) => result.stems.add(stem));
      return common.size > 0;
    };
    await add(slot.words.map(({ stem }) => stem), 1);
    for (const [stems, name] of slot.synonyms) {
      if (!(await add(stems.split(" "), SYNONYM))) continue;
      result.also.push(name);
      if (stems.length > 3 && !stems.includes(" ")) result.needles.add(stems);
    }
    if (slot.words.length === 1) {
      const [{ word, stem }] = slot.words;
      if (word.length > 3) result.needles.add(word);
      if (stem.length > 3) result.needles.add(stem);
      if (word.length > 2 && (isLast || result.weights.size === 0)) {
        const parts = await register.words(word, `${word}\uffff`);
        const longer = parts.flatMap((part) => Object.entries(part)).filter(([other]) => other.startsWith(word) && other !== stem);
        for (const [other, places] of longer) addPlaces([places], [other], (LONGER * (1 + word.length / other.length)) / 2);
        if (longer.length > 0) result.needles.add(word);
      }
      if (result.weights.size === 0) await addLike(register, start, { word, stem }, add, result);
    }
    return result;
  }

  /** A word that is nowhere: words that have it inside, else words that differ in a letter or two. */
  async function addLike(register, start, { word, stem }, add, result) {
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (most === 0 || /\d/.test(word)) return;
    const all = await register.allWords();
    const around = all.filter((form) => form.includes(word)).slice(0, MOST_PARTS);
    for (const form of around) await add([stemOf(form, start.language)], PART);
    if (around.length > 0) return;
    const like = all.map((form) => ({ form, far: farness(word, stem, form, most, start.language) })).filter(({ far }) => far < Infinity);
    like.sort((one, other) => one.far - other.far);
    const best = like.filter(({ far }) => Math.floor(far) === Math.floor(like[0].far)).slice(0, MOST_LIKE);
    for (const { form, far } of best) if (await add([stemOf(form, start.language)], ERROR / (1 + far))) result.instead.push(form);
  }

  /** Letters that differ, in the words or in their stems; a little more where the first letter does. */
  function farness(word, stem, form, most, language) {
    if (Math.abs(word.length - form.length) > most + 3) return Infinity;
    const isOther = form[0] === word[0] ? 0 : 0.5;
    const far = distance(word, form, most);
    if (far < Infinity || isOther > 0) return far + isOther;
    return stem.length < 4 ? Infinity : distance(stem, stemOf(form, language), Math.min(most, stem.length >= 8 ? 2 : 1)) + 0.2;
  }

  /** Tells whether a word of a text is one of those that were found. */
  function marker(found, language) {
    const all = new Set(found.flatMap(({ stems }) => [...stems]));
    const needles = found.flatMap(({ needles }) => [...needles]);
    return (word) => all.has(stemOf(word, language)) || needles.some((needle) => word.includes(needle));
  }

  // ---- Showing ----

  const [FIRST_IN_GROUP, FIRST_OF_KIND] = [4, 20];
  const CONTEXT = 190;

  /** A text of the index: as it is, or with its language when that is not the page's. */
  const told = (value) => (typeof value === "string" ? { text: value } : value);

  /** An element with its language, when that is not the page's. */
  function spoken({ lang }, made) {
    if (lang) made.lang = lang;
    return made;
  }

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** Where the found words stand in a text; a word with a hyphen can be found as a whole. */
  function hitsOf(text, isMarked) {
    const hits = [];
    let parts = [];
    for (const word of wordsOf(text)) {
      const isJoined = parts.length > 0 && text.slice(parts.at(-1).end, word.at) === "-";
      parts = isJoined ? [...parts, word] : [word];
      const whole = { word: parts.map(({ word }) => word).join(""), at: parts[0].at, end: word.end };
      if (isJoined && isMarked(whole.word)) {
        while (hits.length > 0 && hits.at(-1).at >= whole.at) hits.pop();
        hits.push(whole);
      } else if (isMarked(word.word)) hits.push(word);
    }
    return hits;
  }

  /** A text with the found words in <mark>. */
  function marked(text, isMarked) {
    const pieces = [];
    let from = 0;
    for (const { at, end } of hitsOf(text, isMarked)) {
      pieces.push(text.slice(from, at), element("mark", {}, text.slice(at, end)));
      from = end;
    }
    return [...pieces, text.slice(from)];
  }

  /** The part of a text in which the most different found words stand; empty when there are none. */
  function context(text, isMarked) {
    const hits = hitsOf(text, isMarked);
    if (hits.length === 0) return "";
    const variety = (hit) => new Set(hits.filter(({ at, end }) => at >= hit.at && end <= hit.at + CONTEXT - 40).map(({ word }) => word)).size;
    const best = hits.reduce((best, hit) => (variety(hit) > variety(best) ? hit : best));
    const sentence = text.lastIndexOf(". ", best.at) + 2;
    const from = best.at - sentence < 70 ? Math.max(sentence === 1 ? 0 : sentence, 0) : text.indexOf(" ", best.at - 50) + 1;
    const until = from + CONTEXT >= text.length ? text.length : text.lastIndexOf(" ", from + CONTEXT);
    return `${from > 0 ? "… " : ""}${text.slice(from, Math.max(until, best.end))}${until < text.length ? " …" : ""}`;
  }

  const shortened = (text) => (text.length > 2 * CONTEXT ? `${text.slice(0, text.lastIndexOf(" ", 2 * CONTEXT))} …` : text);

  class Page {
    constructor(form) {
      this.form = form;
      this.field = form.elements.q;
      this.result = document.querySelector("[data-result]");
      this.words = this.result.dataset;
      const part = (name) => this.result.querySelector(`[data-${name}]`);
      Object.assign(this, { count: part("count"), remark: part("remark"), filters: part("filters"), groups: part("groups"), kind: part("kind"), region: part("region") });
      this.register = new Register(form.dataset.index);
      this.shown = FIRST_OF_KIND;
      this.turn = 0;
    }

    listen() {
      this.result.hidden = false;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.change({ remember: true });
      });
      let waiting;
      this.field.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.change({}), 120);
      });
      for (const choice of [this.kind, this.region]) choice.addEventListener("change", () => this.change({ remember: true }));
      window.addEventListener("popstate", () => this.read());
      document.addEventListener("keydown", (event) => this.walk(event));
      this.read();
    }

    /** Searches what the address says. */
    read() {
      const asked = new URLSearchParams(location.search);
      this.field.value = asked.get("q") ?? "";
      this.kind.value = asked.get("soort") ?? "";
      this.wantedRegion = asked.get("regio") ?? "";
      this.shown = FIRST_OF_KIND;
      return this.search();
    }

    /** Searches what the fields say, and keeps it in the address: as a step to go back to when it was asked for. */
    change({ remember = false }) {
      this.wantedRegion = this.region.value;
      this.shown = FIRST_OF_KIND;
      const asked = new URLSearchParams();
      for (const [name, value] of [["q", this.field.value.trim()], ["soort", this.kind.value], ["regio", this.wantedRegion]]) if (value) asked.set(name, value);
      const address = `${location.pathname}${asked.size > 0 ? `?${asked}` : ""}`;
      const isNew = address !== location.pathname + location.search;
      if (isNew) history[remember ? "pushState" : "replaceState"](null, "", address);
      return this.search();
    }

    async search(isAgain = false) {
      const turn = ++this.turn;
      const query = this.field.value.trim();
      this.result.ariaBusy = "true";
      try {
        if (query === "") return this.clear();
        const found = await find(this.register, query);
        if (turn === this.turn) await this.show(query, found, turn);
      } catch (error) {
        if (error instanceof Stale && !isAgain) {
          this.register.restart(error.version);
          return this.search(true);
        }
        if (turn !== this.turn) return;
        this.clear();
        this.count.textContent = this.words.failed;
        console.error(error);
      } finally {
        // A later search is still under way.
        if (turn === this.turn) this.result.ariaBusy = null;
      }
    }

    clear() {
      this.count.textContent = "";
      this.remark.hidden = true;
      this.filters.hidden = true;
      this.groups.replaceChildren();
    }

    async show(query, found, turn) {
      const { kindOf, regionsOf, regions } = await this.register.begin();
      const region = regions.findIndex(([id]) => id === this.wantedRegion);
      const inRegion = (entry) => region < 0 || regionsOf[entry].includes(region);
      const inKind = (entry) => this.kind.value === "" || kindOf[entry] === this.kind.value;
      const entries = found.entries.filter((entry) => inRegion(entry) && inKind(entry));
      const groups = new Map();
      for (const entry of entries) {
        if (!groups.has(kindOf[entry])) groups.set(kindOf[entry], []);
        groups.get(kindOf[entry]).push(entry);
      }
      const lists = await Promise.all([...groups].map(([kind, entries]) => this.group(kind, entries, found.isMarked)));
      if (turn !== this.turn) return;
      this.countKinds(found.entries.filter(inRegion), kindOf);
      this.countRegions(found.entries.filter(inKind), regions, regionsOf);
      this.filters.hidden = found.entries.length === 0;
      this.remark.textContent = this.remarks(found);
      this.remark.hidden = this.remark.textContent === "";
      this.groups.replaceChildren(...lists);
      this.count.textContent = (this.words[["none", "one"][entries.length] ?? "many"]).replace("{n}", number(entries.length)).replace("{q}", query);
      await this.addContext(found.isMarked, turn);
    }

    remarks({ isPartly, also, instead }) {
      const name = (word) => `‘${word}’`;
      return [
        ...instead.map(({ typed, words }) => this.words.instead.replace("{q}", typed).replace("{w}", words.map(name).join(", "))),
        ...(also.length > 0 ? [this.words.also.replace("{w}", also.map(name).join(", "))] : []),
        ...(isPartly ? [this.words.partly] : []),
      ].join(" ");
    }

    countKinds(entries, kindOf) {
      const counts = new Map();
      for (const entry of entries) counts.set(kindOf[entry], (counts.get(kindOf[entry]) ?? 0) + 1);
      for (const option of this.kind.options) {
        option.dataset.title ??= option.text;
        const count = option.value === "" ? entries.length : counts.get(option.value) ?? 0;
        option.text = `${option.dataset.title} (${number(count)})`;
        option.hidden = option.disabled = count === 0 && !option.selected && option.value !== "";
      }
    }

    countRegions(entries, regions, regionsOf) {
      const counts = new Map();
      for (const entry of entries) for (const region of regionsOf[entry]) counts.set(region, (counts.get(region) ?? 0) + 1);
      const [all] = this.region.options;
      all.dataset.title ??= all.text;
      all.text = `${all.dataset.title} (${number(entries.length)})`;
      const isListed = (id, at) => counts.has(at) || id === this.wantedRegion;
      const options = regions.flatMap(([id, title], at) => (isListed(id, at) ? [element("option", { value: id, text: `${title} (${number(counts.get(at) ?? 0)})` })] : []));
      this.region.replaceChildren(all, ...options);
      this.region.value = this.wantedRegion;
      this.region.closest("p").hidden = regions.length < 2;
    }

    /** A kind with its best entries. */
    async group(kind, entries, isMarked) {
      const isOnly = this.kind.value !== "";
      const shown = entries.slice(0, isOnly ? this.shown : FIRST_IN_GROUP);
      const title = [...this.kind.options].find(({ value }) => value === kind);
      const rows = await Promise.all(shown.map((entry) => this.row(entry, isMarked)));
      const heading = element("h2", { id: `soort-${kind}` }, title.dataset.title ?? title.text, " ", element("span", { className: "count" }, number(entries.length)));
      const group = element("section", { className: "part" }, heading, element("ol", { className: "results" }, ...rows));
      group.setAttribute("aria-labelledby", heading.id);
      if (shown.length < entries.length) group.append(this.more(kind, entries.length, isOnly));
      return group;
    }

    more(kind, count, isOnly) {
      const label = isOnly ? this.words.more : this.words.all.replace("{n}", number(count));
      const button = element("button", { type: "button", className: "results-more" }, label);
      button.addEventListener("click", async () => {
        const before = isOnly ? this.shown : 0;
        if (isOnly) {
          this.shown += FIRST_OF_KIND;
          await this.search();
        } else {
          this.kind.value = kind;
          await this.change({ remember: true });
        }
        this.links()[before]?.focus();
      });
      return button;
    }

    async row(number, isMarked) {
      const [title, path, summary, belongsTo] = (await this.register.entry("titels", number)).map(told);
      const link = spoken(title, element("a", { href: this.form.dataset.root + path.text }, ...marked(title.text, isMarked)));
      if (path.lang) link.hreflang = path.lang;
      const row = element("li", {}, element("p", { className: "row-title" }, link));
      if (belongsTo) row.append(spoken(belongsTo, element("p", { className: "row-meta" }, belongsTo.text)));
      const text = spoken(summary, element("p", { className: "result-text" }, ...marked(shortened(summary.text), isMarked)));
      row.append(text);
      row.number = number;
      row.text = text;
      return row;
    }

    /** Shows the words where they stand in the text, for entries whose title and summary do not have them. */
    async addContext(isMarked, turn) {
      const rows = [...this.groups.querySelectorAll("li")].filter((row) => !row.text.querySelector("mark"));
      await Promise.all(rows.map(async (row) => {
        const { text, lang = "" } = told(await this.register.entry("teksten", row.number));
        const piece = context(text, isMarked);
        if (piece === "" || turn !== this.turn) return;
        row.text.replaceChildren(...marked(piece, isMarked));
        if (lang !== row.text.lang) row.text.lang = lang || document.documentElement.lang;
      }));
    }

    links() {
      return [...this.groups.querySelectorAll("li a")];
    }

    /** Arrows go from the field into the results and through them; Escape goes back to the field. */
    walk(event) {
      const links = this.links();
      const at = links.indexOf(document.activeElement);
      const isField = document.activeElement === this.field;
      if (event.altKey || event.ctrlKey || event.metaKey || (at < 0 && !isField)) return;
      const target = { ArrowDown: links[at + 1], ArrowUp: at === 0 ? this.field : links[at - 1], Escape: at < 0 ? undefined : this.field }[event.key];
      if (!target) return;
      event.preventDefault();
      target.focus();
    }
  }

  function number(count) {
    return count.toLocaleString(document.documentElement.lang);
  }

  const form = document.querySelector("[data-search]");
  if (form) new Page(form).listen();
  else globalThis.searchWords = { wordsOf, stemOf, distance };
})();
