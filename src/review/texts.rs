//! The texts of a project as they are written, taken apart into passages.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, FileId, Files, Span};
use crate::language::Language;
use crate::model::translation::original_of;
use crate::source::address::{Target, dir_of, read};
use crate::source::markdown::passages::{Passage, passages};
use crate::source::parts;
use crate::source::yaml::{self, Node, Value};

/// Keys whose value is a sentence or more.
const PROSE_KEYS: &[&str] = &[
    "actions_intro",
    "definition",
    "description",
    "explanation",
    "goal",
    "goal_note",
    "lead_in",
    "notes",
    "status_note",
    "summary",
    "target",
    "tasks",
    "text",
    "unsigned_reason",
];

/// All that one file says.
pub struct FileText {
    /// The file.
    pub file: FileId,
    /// Path from the content folder.
    pub path: String,
    /// The file that it translates, or else itself.
    pub original: FileId,
    /// Its language, when it is a translation.
    pub translated: Option<Language>,
    /// Its passages, in the order of the file.
    pub passages: Vec<Placed>,
    /// Addresses of other sites in its keys.
    addresses: Vec<(String, Span)>,
}

/// A passage with the way back to the file.
pub struct Placed {
    /// The passage.
    pub passage: Passage,
    file: FileId,
    back: WayBack,
    /// The place of the whole value, for when there is no way back.
    whole: Span,
}

/// How a place in a Markdown text is found in its file.
#[derive(Clone)]
enum WayBack {
    /// The text stands there letter by letter, from this byte.
    Same(usize),
    /// Below `|` or `>` it stands indented: where each of its bytes is in the file.
    Indented(Arc<[usize]>),
    /// It stands there in other letters.
    None,
}

impl WayBack {
    fn of(written: &str, place: Range<usize>, text: &str) -> WayBack {
        match &text[place.clone()] {
            same if same == written => WayBack::Same(place.start),
            sign if sign.starts_with(['|', '>']) => indented(written, place.end, text),
            _ => WayBack::None,
        }
    }
}

/// Follows a text through a file from where its lines begin: only white space differs.
fn indented(written: &str, start: usize, text: &str) -> WayBack {
    let mut signs = text.bytes().enumerate().skip(start).filter(|(_, byte)| !byte.is_ascii_whitespace());
    let mut at = start;
    let places = written.bytes().map(|byte| {
        if !byte.is_ascii_whitespace() {
            at = signs.next().filter(|(_, found)| *found == byte)?.0;
        }
        Some(at)
    });
    places.collect::<Option<Arc<[usize]>>>().map_or(WayBack::None, WayBack::Indented)
}

impl Placed {
    /// The place of a part of the passage's text.
    pub fn span(&self, part: Range<usize>) -> Span {
        self.of_markdown(self.passage.place(part))
    }

    fn of_markdown(&self, place: Range<usize>) -> Span {
        match &self.back {
            WayBack::Same(start) => Span::new(self.file, start + place.start..start + place.end),
            WayBack::Indented(places) if !place.is_empty() && place.end <= places.len() => {
                Span::new(self.file, places[place.start]..places[place.end - 1] + 1)
            }
            WayBack::Indented(_) | WayBack::None => self.whole,
        }
    }
}

impl FileText {
    /// The folder of the file, from the content folder.
    pub fn dir(&self) -> &str {
        dir_of(&self.path)
    }
}

/// Takes all texts of the content apart.
pub fn all(files: &Files) -> Vec<FileText> {
    let content = files.iter().filter_map(|(id, file)| Some((id, file.path.strip_prefix("content/")?)));
    content
        .filter(|(_, path)| path.ends_with(".md") || path.ends_with(".yaml"))
        .map(|(id, path)| of_file(path, id, files))
        .collect()
}

fn of_file(path: &str, file: FileId, files: &Files) -> FileText {
    let text = &*files.get(file).text;
    let original = original_of(path);
    let mut found = FileText {
        file,
        path: path.to_owned(),
        original: original.as_ref().and_then(|(path, _)| files.find(&format!("content/{path}"))).unwrap_or(file),
        translated: original.and_then(|(_, code)| Language::from_code(code)),
        passages: Vec::new(),
        addresses: Vec::new(),
    };
    let (keys, body) = match path.ends_with(".yaml") {
        true => (Some(0..text.len()), text.len()..text.len()),
        false => parts(text),
    };
    // What is wrong has been reported when the file was read.
    let keys = keys.and_then(|range| yaml::parse(file, text, range, &mut Diagnostics::default()));
    if let Some(node) = &keys {
        found.add_keys("", node, text);
    }
    let whole = Span::new(file, body.start..body.end);
    let placed = |passage| Placed { passage, file, back: WayBack::Same(body.start), whole };
    found.passages.extend(passages(&text[body.clone()]).into_iter().map(placed));
    found
}

impl FileText {
    /// Looks through the values of a file, however deep.
    fn add_keys(&mut self, key: &str, node: &Node, text: &str) {
        match &node.value {
            Value::Map(entries) => entries.iter().for_each(|(key, node)| self.add_keys(&key.value, node, text)),
            Value::List(items) => items.iter().for_each(|item| self.add_keys(key, item, text)),
            Value::Scalar(written) if PROSE_KEYS.contains(&key) => {
                let back = WayBack::of(written, node.span.range(), text);
                let placed = |passage| Placed { passage, file: self.file, back: back.clone(), whole: node.span };
                let found: Vec<Placed> = passages(written).into_iter().map(placed).collect();
                self.passages.extend(found);
            }
            Value::Scalar(written) if written.starts_with("http://") || written.starts_with("https://") => {
                self.addresses.push((written.clone(), node.span));
            }
            _ => {}
        }
    }
}

/// Every address of another site that the content names, with its place, in the order of the files.
pub fn external_links(files: &Files) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for text in all(files) {
        found.extend(text.addresses.iter().cloned());
        for placed in &text.passages {
            for (address, place) in &placed.passage.links {
                let is_web = |address: &str| address.to_ascii_lowercase().starts_with("http");
                if let Ok(Target::External(address)) = read(address, text.dir())
                    && is_web(&address)
                {
                    found.push((address, placed.of_markdown(place.clone())));
                }
            }
        }
    }
    found
}
