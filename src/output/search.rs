//! The search index as files that a browser loads when somebody searches: `zoeken/register/*.js`.
//!
//! Scripts and not JSON, because a page that is opened from a disk may load scripts and may not fetch files. Each part
//! calls one function, `searchPart(version, name, data)`, and holds nothing but data; `docs/themes/README.md` describes
//! them for whoever writes a search page of their own.
//!
//! How many parts there are follows from the number of pages alone, so the list of files is known without reading a
//! word. What each part holds follows from the index, which is built when the first part is asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::language::{FOREIGN, mark_foreign, without_marks};
use crate::model::search::words::stops;
use crate::model::search::{self, Index, Stem};
use crate::model::{Ref, Region, Site};

/// Entries in one part of titles.
const TITLES_IN_PART: usize = 32;
/// Entries in one part of texts, which are longer and seldom asked for.
const TEXTS_IN_PART: usize = 16;
/// Entries for which there is one more part of words.
const ENTRIES_PER_WORD_PART: usize = 40;
/// Entries for which there is one more part of the list of all words.
const ENTRIES_PER_LIST_PART: usize = 4000;

/// A part of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What a search starts with: numbers of everything, regions of each entry, synonyms.
    Start,
    /// Stems with their places.
    Words(usize),
    /// Titles, paths and summaries.
    Titles(usize),
    /// Texts, for words in context.
    Texts(usize),
    /// All words, for typing errors and parts of words.
    List(usize),
}

/// The parts of a site's index; none of a site without pages.
pub fn parts(site: &Site) -> Vec<Part> {
    let count = Index::entry_count(site);
    let parts = |per: usize| 0..count.div_ceil(per);
    let mut all = vec![Part::Start];
    all.extend(parts(ENTRIES_PER_WORD_PART).map(Part::Words));
    all.extend(parts(TITLES_IN_PART).map(Part::Titles));
    all.extend(parts(TEXTS_IN_PART).map(Part::Texts));
    all.extend(parts(ENTRIES_PER_LIST_PART).map(Part::List));
    all
}

impl Part {
    /// The path of the part's file.
    pub fn file(self, site: &Site) -> String {
        format!("{}{}.js", search::folder(site), self.name())
    }

    fn name(self) -> String {
        match self {
            Part::Start => "begin".to_owned(),
            Part::Words(number) => format!("woorden-{number}"),
            Part::Titles(number) => format!("titels-{number}"),
            Part::Texts(number) => format!("teksten-{number}"),
            Part::List(number) => format!("lijst-{number}"),
        }
    }

    /// The part of a site's index as a script.
    pub fn script(self, index: &Index, site: &Site) -> String {
        let data = match self {
            Part::Start => start(index, site),
            Part::Words(number) => {
                let stems = &index.stems[word_part(index, number)];
                stems.iter().map(|stem| (stem.stem.clone(), Value::String(places(stem)))).collect()
            }
            Part::Titles(number) => entries(index, number, TITLES_IN_PART).map(|entry| title(entry, site)).collect(),
            Part::Texts(number) => entries(index, number, TEXTS_IN_PART).map(|entry| told(&entry.text, site)).collect(),
            Part::List(number) => Value::String(list(index, number)),
        };
        let text = serde_json::to_string(&data).expect("texts and numbers can always be written");
        let version = match self {
            Part::Words(_) => words_version(index),
            _ => version(index),
        };
        format!("searchPart(\"{version}\",\"{}\",{});\n", self.name(), in_script(&text))
    }
}

/// JSON that may stand in any script: nothing ends the script, and no line ends in the middle of a text.
fn in_script(json: &str) -> String {
    json.replace("</", "<\\/").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Tells one numbering of the entries from another, so that a browser never mixes parts of two.
fn version(index: &Index) -> String {
    let paths = index.entries.iter().map(|entry| entry.path.as_str());
    index.version(|| hash(paths)).to_owned()
}

/// Tells where the parts of words are cut, beside the numbering of what they name. Most edits move no cut, and so
/// change few parts.
fn words_version(index: &Index) -> String {
    format!("{}-{}", version(index), hash(firsts(index)))
}

fn hash<'s>(texts: impl Iterator<Item = &'s str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

/// The first stem of each part of words; empty for a part that has none.
fn firsts(index: &Index) -> impl Iterator<Item = &str> {
    let parts = 0..index.entries.len().div_ceil(ENTRIES_PER_WORD_PART);
    parts.map(|number| index.stems.get(word_part(index, number).start).map_or("", |stem| stem.stem.as_str()))
}

fn start(index: &Index, site: &Site) -> Value {
    let kinds: Vec<Value> = index.kinds.iter().map(|(kind, count)| json!([kind.key(), count])).collect();
    let (regions, runs) = regions(index, site);
    json!({
        "language": site.settings.language.code(),
        "entries": index.entries.len(),
        "inPart": { "titels": TITLES_IN_PART, "teksten": TEXTS_IN_PART },
        "kinds": kinds,
        "regions": regions,
        "regionRuns": runs,
        "words": firsts(index).collect::<Vec<_>>(),
        "wordsVersion": words_version(index),
        "lists": index.entries.len().div_ceil(ENTRIES_PER_LIST_PART),
        "stops": stops(site.settings.language).collect::<Vec<_>>().join(" "),
        "synonyms": index.synonyms,
    })
}

/// The regions that something is about, each as id and name, and for the entries in their order: how many in a row
/// have which of them, `0*36 1+4*2 *7`.
fn regions(index: &Index, site: &Site) -> (Vec<Value>, String) {
    let mut numbers: BTreeMap<Ref<Region>, usize> = BTreeMap::new();
    let of_entries: Vec<_> = index.entries.iter().map(|entry| index.regions(entry, site)).collect();
    numbers.extend(of_entries.iter().flat_map(|regions| regions.iter()).map(|region| (*region, 0)));
    numbers.values_mut().enumerate().for_each(|(number, place)| *place = number);
    let names = numbers.keys().map(|region| &site.regions[*region]);
    let names = names.map(|region| json!([region.id, without_marks(&region.keys.page.title.value)])).collect();
    let mut runs = String::new();
    for run in of_entries.chunk_by(|one, other| one == other) {
        if !runs.is_empty() {
            runs.push(' ');
        }
        let set: Vec<String> = run[0].iter().map(|region| numbers[region].to_string()).collect();
        let _ = write!(runs, "{}*{}", set.join("+"), run.len());
    }
    (names, runs)
}

fn entries(index: &Index, number: usize, in_part: usize) -> impl Iterator<Item = &crate::model::search::Entry> {
    index.entries.iter().skip(number * in_part).take(in_part)
}

/// Title, path, summary, and what it belongs to, if anything. In a translation a path to a page that has none is told
/// with its language, as a text is.
fn title(entry: &crate::model::search::Entry, site: &Site) -> Value {
    let mut path = entry.path.clone();
    if site.settings.is_translated() && path == entry.item.path(site) {
        mark_foreign(&mut path);
    }
    let fields = [entry.item.title(site), &path, &entry.summary].into_iter().chain(entry.item.belongs_to(site));
    fields.map(|text| told(text, site)).collect()
}

/// A text; with its language when it begins in that of the originals.
fn told(text: &str, site: &Site) -> Value {
    let plain = without_marks(text);
    match text.starts_with(FOREIGN) {
        true => json!({ "lang": site.settings.own_language.code(), "text": plain }),
        false => Value::String(plain),
    }
}

/// The stems in one part of words: parts are cut where as much of the index is before as its share.
fn word_part(index: &Index, number: usize) -> std::ops::Range<usize> {
    let count = index.entries.len().div_ceil(ENTRIES_PER_WORD_PART);
    let total = index.weight_before(index.stems.len());
    let cut = |number: usize| index.first_with(total * number / count);
    cut(number)..if number + 1 == count { index.stems.len() } else { cut(number + 1) }
}

/// The places of a stem, by falling weight: `a0,3|41,1,5` is entry 0 and 3 with weight 10, and 1, 2 and 7 with weight
/// 4. Numbers are in base 36; each entry counts from the one before it in its group.
fn places(stem: &Stem) -> String {
    let mut by_weight: BTreeMap<std::cmp::Reverse<u8>, Vec<u32>> = BTreeMap::new();
    for (entry, weight) in &stem.places {
        by_weight.entry(std::cmp::Reverse(*weight)).or_default().push(*entry);
    }
    let mut out = String::new();
    for (std::cmp::Reverse(weight), entries) in by_weight {
        if !out.is_empty() {
            out.push('|');
        }
        push_base_36(u32::from(weight), &mut out);
        let mut before = 0;
        for (at, entry) in entries.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_base_36(entry - before, &mut out);
            before = entry;
        }
    }
    out
}

fn push_base_36(number: u32, out: &mut String) {
    if number >= 36 {
        push_base_36(number / 36, out);
    }
    out.push(char::from_digit(number % 36, 36).expect("a remainder of 36 is a digit"));
}

/// All words in alphabetical order, one form of each stem; a word starts with how many letters it has in common with
/// the one before, in base 36: `0zorg 4plan` is `zorg zorgplan`.
fn list(index: &Index, number: usize) -> String {
    let count = index.entries.len().div_ceil(ENTRIES_PER_LIST_PART);
    let mut forms: Vec<&str> = index.stems.iter().map(|stem| stem.form.as_str()).collect();
    forms.sort_unstable();
    let len = forms.len();
    let mut out = String::new();
    let mut before = "";
    for form in &forms[len * number / count..len * (number + 1) / count] {
        if !out.is_empty() {
            out.push(' ');
        }
        let common = form.chars().zip(before.chars()).take(35).take_while(|(one, other)| one == other).count();
        push_base_36(u32::try_from(common).expect("at most 35"), &mut out);
        out.extend(form.chars().skip(common));
        before = form;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_grouped_by_weight_and_counted_from_the_one_before() {
        let stem = |places: &[(u32, u8)]| Stem { stem: "a".into(), form: "a".into(), places: places.to_vec() };
        assert_eq!(places(&stem(&[(0, 10), (1, 4), (2, 4), (3, 10), (40, 4)])), "a0,3|41,1,12");
        assert_eq!(places(&stem(&[])), "");
    }

    #[test]
    fn nothing_in_a_part_ends_a_script() {
        assert_eq!(in_script("\"</script>\u{2028}\u{2029}\""), "\"<\\/script>\\u2028\\u2029\"");
    }
}
