//! The search index: every word of the site, with the places where it stands.
//!
//! In: a linked [`Site`], so nothing that is not published and no value that is not shown. Out: an [`Index`] that
//! `output` writes in parts. It is built on first use, once per site.
//!
//! - `words`: text → words, folded and stemmed; - `texts`: what each item says, by field; - here: words → places.
//!
//! A stem's places include those of compounds with it, at less weight: `zorg` finds `ouderenzorg`. So a browser that
//! looks for one word needs one part of the index.

mod texts;
pub mod words;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::contents::{Item, Kind};
use super::{Ref, Region, Site};
use crate::language::without_marks;
use texts::{Field, Texts};
use words::{Stems, stops, words};

/// The highest weight of a word on a page: one digit in base 36.
pub const MOST_WEIGHT: u8 = 35;

/// The index of a site.
#[derive(Debug)]
pub struct Index {
    /// What can be found, by kind and in the order of the kind's table.
    pub entries: Vec<Entry>,
    /// Number of entries of each kind, none that is zero.
    pub kinds: Vec<(Kind, usize)>,
    /// All stems in alphabetical order.
    pub stems: Vec<Stem>,
    /// For a name as stems with a space between: other names of the same thing, as stems and as written. From the
    /// glossary.
    pub synonyms: BTreeMap<String, BTreeMap<String, String>>,
    /// About how many bytes the stems before each one take, and all of them at the end.
    sizes: Vec<usize>,
    version: OnceLock<String>,
}

/// Something that can be found.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub item: Item,
    /// Path of the page to which it leads.
    pub path: String,
    /// One sentence.
    pub summary: String,
    /// Its text without markup, for showing words in context.
    pub text: String,
}

/// A stem with its places.
#[derive(Debug)]
pub struct Stem {
    /// The stem.
    pub stem: String,
    /// The form of it that stands on the site most often.
    pub form: String,
    /// The entries that have it, in their order, each with a weight from 1 to [`MOST_WEIGHT`].
    pub places: Vec<(u32, u8)>,
}

impl Index {
    /// The regions of an entry, in the order of their table.
    pub fn regions<'s>(&self, entry: &Entry, site: &'s Site) -> std::borrow::Cow<'s, [Ref<Region>]> {
        match entry.item {
            Item::Subject(super::Subject::Region(region)) => vec![region].into(),
            item if item.regions(site).is_sorted() => item.regions(site).into(),
            item => {
                let mut regions = item.regions(site).to_vec();
                regions.sort_unstable();
                regions.into()
            }
        }
    }

    /// Reads every word of a site; `leads_to` gives for the path of each item the page to which a result leads.
    pub fn of(site: &Site, leads_to: impl Fn(&str) -> String) -> Index {
        let stems = Stems::new(site.settings.language);
        let mut builder = Builder::new(stems, site);
        let mut kinds = Vec::new();
        let mut entries = Vec::new();
        for kind in Kind::ALL {
            let items = kind.items(site);
            if !items.is_empty() {
                kinds.push((kind, items.len()));
            }
            for item in items {
                let texts = Texts::of(item, site);
                builder.add(&texts);
                let path = leads_to(item.path(site));
                entries.push(Entry { item, path, summary: texts.summary(), text: texts.excerpt() });
            }
        }
        let synonyms = synonyms(site, &builder.stems);
        let stems = builder.finish();
        let sizes = sizes(&stems);
        Index { entries, kinds, stems, synonyms, sizes, version: OnceLock::new() }
    }

    /// What tells this index from another, computed once.
    pub fn version(&self, compute: impl FnOnce() -> String) -> &str {
        self.version.get_or_init(compute)
    }

    /// About how many bytes the first so many stems take.
    pub fn weight_before(&self, stem: usize) -> usize {
        self.sizes[stem]
    }

    /// The first stem before which so many bytes are taken.
    pub fn first_with(&self, weight: usize) -> usize {
        self.sizes.partition_point(|size| *size < weight).min(self.stems.len())
    }

    /// How many entries the index of a site has; known without building it.
    pub fn entry_count(site: &Site) -> usize {
        Kind::ALL.into_iter().map(|kind| kind.count(site)).sum()
    }
}

fn sizes(stems: &[Stem]) -> Vec<usize> {
    let mut sizes = vec![0];
    for stem in stems {
        sizes.push(sizes[sizes.len() - 1] + stem.stem.len() + 6 + 3 * stem.places.len());
    }
    sizes
}

/// The folder that holds the parts of a site's index, from the root, with a `/` at its end: that of a translation in the
/// folder of its language.
pub fn folder(site: &Site) -> String {
    let language = if site.settings.is_translated() { site.settings.language.code() } else { "" };
    let parts = [language, super::address::folder::SEARCH, super::address::folder::SEARCH_INDEX];
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("{part}/")).collect()
}

/// A form of a word as it stands in texts, folded.
struct Form {
    stem: u32,
    count: u32,
}

/// Collects words entry by entry.
struct Builder {
    stems: Stems,
    stops: HashSet<&'static str>,
    forms: HashMap<String, u32>,
    form_rows: Vec<Form>,
    stem_ids: HashMap<String, u32>,
    /// Per entry the forms it has with their number and the fields they stand in.
    entries: Vec<Vec<Use>>,
}

/// A form on an entry.
#[derive(Clone, Copy)]
struct Use {
    form: u32,
    /// Weight of the fields that it stands in, added up.
    fields: u16,
    /// How often it stands in the text.
    count: u16,
}

impl Builder {
    fn new(stems: Stems, site: &Site) -> Builder {
        Builder {
            stems,
            stops: stops(site.settings.language).collect(),
            forms: HashMap::new(),
            form_rows: Vec::new(),
            stem_ids: HashMap::new(),
            entries: Vec::new(),
        }
    }

    /// Adds the next entry.
    fn add(&mut self, texts: &Texts) {
        let mut found: HashMap<u32, Use> = HashMap::new();
        for (field, text) in &texts.fields {
            let weight = field.weight(text);
            let mut seen: HashSet<u32> = HashSet::new();
            words(text, |word| {
                if self.stops.contains(word) {
                    return;
                }
                let form = form_of(word, &self.stems, &mut self.forms, &mut self.form_rows, &mut self.stem_ids);
                let place = found.entry(form).or_insert(Use { form, fields: 0, count: 0 });
                match field {
                    Field::Text => place.count = place.count.saturating_add(1),
                    _ if seen.insert(form) => place.fields = place.fields.saturating_add(weight),
                    _ => {}
                }
            });
        }
        let mut found: Vec<Use> = found.into_values().collect();
        found.sort_unstable_by_key(|place| place.form);
        self.entries.push(found);
    }

    /// Turns what was collected into stems with their places.
    fn finish(self) -> Vec<Stem> {
        let parts = self.parts_of_compounds();
        let mut places: Vec<Vec<(u32, u8)>> = vec![Vec::new(); self.stem_ids.len()];
        let mut weights: Vec<(u32, f32)> = Vec::new();
        for (number, uses) in self.entries.iter().enumerate() {
            let number = u32::try_from(number).expect("a site has fewer than 2^32 pages");
            weights.clear();
            for place in uses {
                let weight = place.weight();
                weights.push((self.form_rows[place.form as usize].stem, weight));
                weights.extend(parts[place.form as usize].iter().map(|part| (*part, weight * COMPOUND)));
            }
            weights.sort_unstable_by_key(|(stem, _)| *stem);
            for group in weights.chunk_by(|(one, _), (other, _)| one == other) {
                places[group[0].0 as usize].push((number, level(group)));
            }
        }
        let forms = self.best_forms();
        let mut stems: Vec<Stem> = self
            .stem_ids
            .into_iter()
            .map(|(stem, id)| Stem {
                form: forms[id as usize].to_owned(),
                places: std::mem::take(&mut places[id as usize]),
                stem,
            })
            .collect();
        stems.sort_unstable_by(|one, other| one.stem.cmp(&other.stem));
        stems
    }

    /// The most frequent form of each stem; of equals the shortest, then the first by alphabet.
    fn best_forms(&self) -> Vec<String> {
        let mut best: Vec<Option<(u32, &str)>> = vec![None; self.stem_ids.len()];
        for (text, form) in &self.forms {
            let row = &self.form_rows[*form as usize];
            let place = &mut best[row.stem as usize];
            let is_better = |(count, other): (u32, &str)| {
                (row.count, std::cmp::Reverse((text.len(), text.as_str())))
                    > (count, std::cmp::Reverse((other.len(), other)))
            };
            if place.is_none_or(is_better) {
                *place = Some((row.count, text));
            }
        }
        best.into_iter().map(|best| best.expect("each stem has a form").1.to_owned()).collect()
    }

    /// For each form the stems of the words that it is put together from.
    fn parts_of_compounds(&self) -> Vec<Vec<u32>> {
        let mut parts = vec![Vec::new(); self.form_rows.len()];
        for (text, form) in self.forms.iter().filter(|(text, _)| text.len() >= SHORTEST_COMPOUND) {
            if text.bytes().all(|b| b.is_ascii_lowercase()) {
                let own = self.form_rows[*form as usize].stem;
                let found = &mut parts[*form as usize];
                for (at, word) in candidates(text) {
                    let Some(part) = self.forms.get(word) else { continue };
                    let stem = self.form_rows[*part as usize].stem;
                    // `plaatsen` in `opleidingsplaatsen` is a part; `erin` in `verandering` is not likely one.
                    let is_edge = at == 0 || at + word.len() == text.len();
                    if stem != own && (is_edge || word.len() >= SHORTEST_MIDDLE) && !found.contains(&stem) {
                        found.push(stem);
                    }
                }
            }
        }
        parts
    }
}

/// A word as a part of a compound weighs less than the word alone.
const COMPOUND: f32 = 0.4;
/// A shorter word is taken as a whole.
const SHORTEST_COMPOUND: usize = 7;
/// A part of a compound has at least so many letters at its start or end, and what is left of it at least the last.
const SHORTEST_PART: usize = 4;
const SHORTEST_MIDDLE: usize = 6;
const SHORTEST_REST: usize = 3;

/// The parts of a word that could be a word, with where they start.
fn candidates(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let len = word.len();
    let starts = (0..=len - SHORTEST_PART).filter(|start| *start == 0 || *start >= SHORTEST_REST);
    starts.flat_map(move |start| {
        let ends = (start + SHORTEST_PART..=len).filter(move |end| *end == len || len - end >= SHORTEST_REST);
        ends.filter(move |end| end - start < len).map(move |end| (start, &word[start..end]))
    })
}

impl Use {
    fn weight(self) -> f32 {
        let text = match self.count {
            0 => 0.0,
            count => 1.0 + f32::from(count).log2().min(3.0),
        };
        f32::from(self.fields) + text
    }
}

/// The weight of a stem on an entry as one digit in base 36.
fn level(weights: &[(u32, f32)]) -> u8 {
    let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=35")]
    let level = sum.round().clamp(1.0, f32::from(MOST_WEIGHT)) as u8;
    level
}

fn form_of(
    word: &str,
    stems: &Stems,
    forms: &mut HashMap<String, u32>,
    rows: &mut Vec<Form>,
    stem_ids: &mut HashMap<String, u32>,
) -> u32 {
    if let Some(form) = forms.get(word) {
        rows[*form as usize].count += 1;
        return *form;
    }
    let next = u32::try_from(stem_ids.len()).expect("a language has fewer than 2^32 words");
    let stem = *stem_ids.entry(stems.of(word)).or_insert(next);
    let form = u32::try_from(rows.len()).expect("a language has fewer than 2^32 words");
    rows.push(Form { stem, count: 1 });
    forms.insert(word.to_owned(), form);
    form
}

/// What the glossary says means the same: a term, its full form and its synonyms, each as stems.
fn synonyms(site: &Site, stems: &Stems) -> BTreeMap<String, BTreeMap<String, String>> {
    let stops: HashSet<&str> = stops(site.settings.language).collect();
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (_, term) in site.terms.iter() {
        let keys = &term.keys;
        let names = [keys.page.title.value.as_str()].into_iter().chain(keys.full.as_deref());
        let names: Vec<(String, &str)> = names
            .chain(keys.synonyms.iter().map(String::as_str))
            .map(|name| (stems_of(name, stems, &stops), name))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        for (name, _) in &names {
            let others = names.iter().filter(|(other, _)| other != name);
            all.entry(name.clone())
                .or_default()
                .extend(others.map(|(stems, name)| (stems.clone(), without_marks(name))));
        }
    }
    all.retain(|_, others| !others.is_empty());
    all
}

/// The stems of a name, with a space between; the whole of a word with a hyphen is left out, as in a query.
fn stems_of(name: &str, stems: &Stems, stops: &HashSet<&str>) -> String {
    let mut found: Vec<String> = Vec::new();
    words(&name.replace('-', " "), |word| {
        if !stops.contains(word) {
            found.push(stems.of(word));
        }
    });
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn a_compound_is_taken_apart_where_words_of_some_length_remain() {
        let found: Vec<&str> = candidates("ouderenzorg").map(|(_, word)| word).collect();
        for part in ["ouderen", "zorg", "ouder"] {
            assert!(found.contains(&part), "{part}");
        }
        for no_part in ["ouderenzorg", "org", "uderen", "ouderenzo"] {
            assert!(!found.contains(&no_part), "{no_part}");
        }
    }
}
