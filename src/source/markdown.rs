//! Markdown → [`Prose`]: HTML with open places, parsed once and printed on any number of pages.
//!
//! What differs per page is left open and filled in when a page is rendered: where links lead, the prefix of ids (a
//! line's text stands on its own page and on the plan's), the level of headings, words of the theme, figures. Raw HTML
//! is sanitised here; a panic of the parser becomes a problem of this one text.

pub mod passages;
mod plain;
mod raw_html;

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::{Deref, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

pub use plain::plain;

use super::address::{self, Target};
use super::decode::{Decode, Reader, Shape};
use super::yaml::Node;
use crate::diagnostic::problem::{Expected, FootnoteMistake};
use crate::diagnostic::{Diagnostics, FileId, Problem, Span};
use crate::language::{Language, mark_foreign};

/// A parsed text. A clone is the same text, not a copy of it.
#[derive(Debug, Clone, Default)]
pub struct Prose(Arc<Parsed>);

impl Deref for Prose {
    type Target = Parsed;

    fn deref(&self) -> &Parsed {
        &self.0
    }
}

impl Prose {
    /// Sets the text apart as one in another language than its page, and says so above it. A text that is empty or that
    /// is set apart stays as it is.
    pub fn mark_foreign(&mut self, own: Language) {
        let page = own.other().code();
        let opening =
            format!("<div class=\"foreign\" lang=\"{}\"><p class=\"foreign-note\" lang=\"{page}\">", own.code());
        if self.is_empty() || self.html.starts_with(&opening) {
            return;
        }
        let start = format!("{opening}</p>\n");
        let parsed = Arc::make_mut(&mut self.0);
        parsed.html = format!("{start}{}</div>\n", parsed.html);
        parsed.marks.iter_mut().for_each(|(at, _)| *at += offset(start.len()));
        parsed.marks.insert(0, (offset(opening.len()), Mark::Word("foreign")));
        mark_foreign(&mut parsed.lead);
        parsed.headings.iter_mut().for_each(|heading| mark_foreign(&mut heading.title));
    }
}

/// What a text was parsed to.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    html: String,
    /// Open places in the order of the text: an offset in `html` and what belongs there.
    marks: Vec<(u32, Mark)>,
    /// Addresses that the text names; open places for links count into this list.
    pub links: Vec<Link>,
    /// Headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Text of the first paragraph, without markup.
    pub lead: String,
}

impl Parsed {
    /// True when another text says the same in the same form, wherever its links lead.
    pub fn says_the_same(&self, other: &Parsed) -> bool {
        self.html == other.html && self.marks.len() == other.marks.len()
    }
}

/// An address in a text.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Where it is written.
    pub span: Span,
    /// True when what it leads to is shown in the text.
    pub shown: bool,
}

/// A heading in a text.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Level, 2 to 6.
    pub level: u8,
    /// Id, unique in this text.
    pub id: String,
    /// Text without markup.
    pub title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The address that link number so leads to.
    Link(u32),
    /// The title of what link number so leads to.
    LinkTitle(u32),
    /// The figure that link number so names.
    Figure(u32),
    /// What is said of the picture that link number so names: the value of `loading`, and attributes behind it.
    Picture(u32),
    /// The prefix of an id.
    IdPrefix,
    /// The digit of a heading's level.
    Level(u8),
    /// A word of the theme.
    Word(&'static str),
}

/// What a page fills into the open places of a text.
pub trait Setting {
    /// Writes the address that a link leads to; `index` counts into [`Parsed::links`].
    fn address(&self, index: usize, out: &mut String);
    /// Writes the title of what a link leads to, escaped.
    fn title(&self, index: usize, out: &mut String);
    /// Writes a figure that stands in the text.
    fn figure(&self, index: usize, out: &mut String);
    /// Writes the value of a picture's `loading`, which an open quotation mark stands before, and may go on with other
    /// attributes, of which the last is left open.
    fn picture(&self, index: usize, out: &mut String);
    /// Gives a word of the theme, escaped.
    fn word(&self, key: &'static str) -> &str;
    /// What stands before every id of this text.
    fn id_prefix(&self) -> &str;
    /// How many levels the headings go down: 0 on the text's own page.
    fn heading_shift(&self) -> u8;
}

impl Parsed {
    /// True when there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// Writes the text as HTML.
    pub fn write(&self, setting: &impl Setting, out: &mut String) {
        let mut from = 0;
        for (at, mark) in &self.marks {
            out.push_str(&self.html[from..*at as usize]);
            from = *at as usize;
            match *mark {
                Mark::Link(index) => setting.address(index as usize, out),
                Mark::LinkTitle(index) => setting.title(index as usize, out),
                Mark::Figure(index) => setting.figure(index as usize, out),
                Mark::Picture(index) => setting.picture(index as usize, out),
                Mark::IdPrefix => out.push_str(setting.id_prefix()),
                Mark::Level(level) => {
                    let _ = write!(out, "{}", (level + setting.heading_shift()).min(6));
                }
                Mark::Word(key) => out.push_str(setting.word(key)),
            }
        }
        out.push_str(&self.html[from..]);
    }

    /// The text without markup, its blocks apart by a space; what is filled in per page is not in it.
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.html.len());
        let mut rest = self.html.as_str();
        while let Some(at) = rest.find('<') {
            html_escape::decode_html_entities_to_string(&rest[..at], &mut out);
            rest = &rest[at..];
            if let Some(note) = rest.strip_prefix("<sup class=\"footnote-ref\"") {
                rest = note.split_once("</sup>").map_or("", |(_, after)| after);
                continue;
            }
            let name = rest[1..].trim_start_matches('/');
            let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
            if !INLINE.contains(&name) {
                out.push(' ');
            }
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        }
        html_escape::decode_html_entities_to_string(rest, &mut out);
        out
    }

    /// True when the text, or a heading in it, has this id.
    pub fn has_heading(&self, id: &str) -> bool {
        self.headings.iter().any(|h| h.id == id)
    }
}

/// Elements that stand within a word or between two words of a sentence.
const INLINE: &[&str] =
    &["a", "abbr", "b", "code", "del", "dfn", "em", "i", "mark", "s", "span", "strong", "sub", "sup"];

/// Where a text stands, for messages and relative addresses.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file.
    pub file: FileId,
    /// Its whole text.
    pub text: &'a str,
    /// Folder of the file, from the content folder.
    pub dir: &'a str,
    /// Where the Markdown starts in the file's text.
    pub start: usize,
    /// True when the Markdown stands in the file letter by letter, so that its offsets are places.
    pub verbatim: bool,
    /// True when the text bears a date, so that "last month" can be understood.
    pub dated: bool,
}

impl Origin<'_> {
    /// The place of a part of the Markdown; `around` is a longer part that is easier to find again.
    fn span(&self, range: Range<usize>, around: Range<usize>, markdown: &str) -> Span {
        if self.verbatim {
            return Span::new(self.file, self.start + range.start..self.start + range.end);
        }
        let around = markdown[around].lines().next().unwrap_or("").trim();
        let needle = markdown[range].lines().next().unwrap_or("").trim();
        let found = self.text[self.start..].find(around).unwrap_or(0);
        let start = self.start + found + around.find(needle).unwrap_or(0);
        let len = if around.contains(needle) { needle.len() } else { around.len() };
        Span::new(self.file, start..start + len)
    }
}

/// What stands between the round brackets at the start of a line, and whether a space stands before them.
fn bracketed(text: &str) -> Option<(&str, bool)> {
    let line = text.lines().next()?;
    let trimmed = line.trim_start_matches(' ');
    let inside = trimmed.strip_prefix('(')?;
    let address = &inside[..closing_bracket(inside)?];
    (!address.trim().is_empty()).then_some((address, trimmed.len() < line.len()))
}

/// Where the bracket closes that was opened before a text; the name of a file may have some of its own.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut open = 1;
    let closes = |(_, sign): &(usize, char)| {
        open += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        open == 0
    };
    text.char_indices().find(closes).or_else(|| text.char_indices().find(|(_, sign)| *sign == ')')).map(|(at, _)| at)
}

/// True for a text that somebody would write only as an address.
fn is_address(text: &str) -> bool {
    let has_scheme = |(scheme, _): &(&str, &str)| text.strip_prefix(*scheme).is_some_and(|rest| rest.starts_with(':'));
    let text = text.trim();
    address::SCHEMES.iter().any(has_scheme)
        || ["http://", "https://", "mailto:", "www.", "../"].iter().any(|start| text.starts_with(start))
}

/// Parses a text. A fault in the parser is reported as a problem of this text, which is then empty.
pub fn parse(markdown: &str, origin: Origin, diagnostics: &mut Diagnostics) -> Prose {
    guarded(|| Writer::new(markdown, origin).run(), origin, diagnostics)
}

/// Runs a parser that may panic.
fn guarded(parse: impl FnOnce() -> (Prose, Diagnostics), origin: Origin, diagnostics: &mut Diagnostics) -> Prose {
    match catch_unwind(AssertUnwindSafe(parse)) {
        Ok((prose, found)) => {
            diagnostics.append(found);
            prose
        }
        Err(_) => {
            diagnostics.report(Span::new(origin.file, origin.start..origin.start), Problem::MarkdownFailed);
            Prose::default()
        }
    }
}

/// A text in a YAML field.
impl Decode for Prose {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let super::yaml::Value::Scalar(markdown) = &node.value else {
            reader.wrong_type(node, key, Expected::Text);
            return None;
        };
        let verbatim = reader.text[node.span.range()] == **markdown;
        let dated = key == "text";
        let start = node.span.start as usize;
        let origin = Origin { file: reader.file, text: reader.text, dir: reader.dir, start, verbatim, dated };
        Some(parse(markdown, origin, reader.diagnostics))
    }

    fn shape() -> Shape {
        Shape::Markdown
    }
}

/// The parts of Markdown that we read. Definition lists stay off: with heading attributes they make the parser panic
/// (pulldown-cmark issue 1110).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Marks are carried through the HTML writer and the sanitiser between two characters of the private use area. Such
/// characters in an author's text can do no harm: a mark only ever prints what is safe.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

struct Writer<'a> {
    markdown: &'a str,
    origin: Origin<'a>,
    diagnostics: Diagnostics,
    prose: Parsed,
    out: Vec<Event<'a>>,
    /// Footnotes that were referred to, in order, with the number of references to each.
    footnotes: Vec<(String, usize)>,
    /// Footnotes that were defined, with the place of their label and their content.
    definitions: Vec<(String, Range<usize>, Vec<Event<'a>>)>,
    /// Addresses of links that are defined apart, `[label]: address`, with the place of the definition.
    addresses: Vec<(String, Range<usize>)>,
    /// Ids of the headings.
    ids: HashSet<String>,
    /// For the id that a heading wants, when others wanted it too: the number to try next.
    next_numbers: HashMap<String, usize>,
    /// Closing tags of the links that are open.
    open_links: Vec<&'static str>,
    skip_paragraph_end: bool,
    has_raw_html: bool,
    in_lead: bool,
}

impl<'a> Writer<'a> {
    fn new(markdown: &'a str, origin: Origin<'a>) -> Self {
        Writer {
            markdown,
            origin,
            diagnostics: Diagnostics::default(),
            prose: Parsed::default(),
            out: Vec::new(),
            footnotes: Vec::new(),
            definitions: Vec::new(),
            addresses: Vec::new(),
            ids: HashSet::new(),
            next_numbers: HashMap::new(),
            open_links: Vec::new(),
            skip_paragraph_end: false,
            has_raw_html: false,
            in_lead: false,
        }
    }

    fn run(mut self) -> (Prose, Diagnostics) {
        if self.markdown.trim().is_empty() {
            return (Prose::default(), self.diagnostics);
        }
        let parser = Parser::new_ext(self.markdown, options());
        let defined = parser.reference_definitions().iter();
        self.addresses = defined.map(|(_, link)| (link.dest.to_string(), link.span.clone())).collect();
        self.addresses.sort_by_key(|(_, range)| range.start);
        let events: Vec<(Event<'a>, Range<usize>)> = parser.into_offset_iter().collect();
        let mut at = 0;
        while at < events.len() {
            at += self.event(&events[at..]);
        }
        let mut html = String::with_capacity(self.markdown.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut html, std::mem::take(&mut self.out).into_iter());
        self.push_footnotes(&mut html);
        html = without_styles(html);
        if self.has_raw_html {
            html = raw_html::clean(&html);
        }
        self.set_marks(&html);
        (Prose(Arc::new(self.prose)), self.diagnostics)
    }

    /// Takes the first of these events, with those that belong to it, and says how many that were.
    fn event(&mut self, events: &[(Event<'a>, Range<usize>)]) -> usize {
        let (event, range) = &events[0];
        match event {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let len = until(events, |e| matches!(e, Event::End(TagEnd::Heading(_))));
                self.check_level(*level, range.clone());
                self.heading(*level, id.as_deref(), classes, &events[1..len - 1]);
                return len;
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let len = until(events, |e| matches!(e, Event::End(TagEnd::Image)));
                self.image(dest_url, title, &plain_text(&events[1..len - 1]), range.clone());
                return len;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let len = until(events, |e| matches!(e, Event::End(TagEnd::Link)));
                self.link(*link_type, dest_url, title, &events[1..len - 1], range.clone());
                return 1;
            }
            Event::End(TagEnd::Link) => {
                let close = self.open_links.pop().unwrap_or("");
                self.html(close.to_owned());
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let len = until(events, |e| matches!(e, Event::End(TagEnd::FootnoteDefinition)));
                self.footnote_definition(label, &events[1..len - 1], range.start);
                return len;
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::Start(Tag::Table(_)) => {
                let label = mark_text(Mark::Word("table_scroll"));
                self.html(format!(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">"
                ));
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                self.out.push(event.clone());
                self.html("</div>\n".to_owned());
            }
            Event::TaskListMarker(done) => {
                self.html(format!("<span class=\"task\">{}</span> ", if *done { '☑' } else { '☐' }));
            }
            Event::Start(Tag::HtmlBlock) => {
                // A tag may go over several lines, and each line is an event of its own.
                let len = until(events, |e| matches!(e, Event::End(TagEnd::HtmlBlock)));
                let html: String =
                    events[1..len - 1].iter().map(|(e, _)| if let Event::Html(h) = e { h } else { "" }).collect();
                self.raw_html(&html, range.clone());
                return len;
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, range.clone()),
            Event::Start(Tag::Paragraph) => {
                self.in_lead = self.prose.lead.is_empty();
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Paragraph) => {
                self.in_lead = false;
                if !std::mem::take(&mut self.skip_paragraph_end) {
                    self.out.push(event.clone());
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => self.out.push(event.clone()),
            Event::Text(text) => {
                self.check_footnote(range.start);
                self.check_words(text, range.clone());
                self.check_brackets(range.clone());
                self.lead(text);
                self.out.push(event.clone());
            }
            Event::Code(text) => {
                self.lead(text);
                self.out.push(event.clone());
            }
            Event::SoftBreak | Event::HardBreak => {
                self.lead(" ");
                self.out.push(event.clone());
            }
            _ => self.out.push(event.clone()),
        }
        1
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn report(&mut self, range: Range<usize>, problem: Problem) {
        let span = self.origin.span(range.clone(), range, self.markdown);
        self.diagnostics.report(span, problem);
    }

    /// The place of an address in the link that stands in `range`, or where that link is defined.
    fn place_of(&self, address: &str, range: &Range<usize>) -> Range<usize> {
        let within = |range: &Range<usize>| {
            let at = self.markdown[range.clone()].rfind(address).filter(|_| !address.is_empty())?;
            Some(range.start + at..range.start + at + address.len())
        };
        let link = &self.markdown[range.clone()];
        if link.ends_with(']') {
            // `[text][label]`: only its definition has the address.
            let defined = self.addresses.iter().find(|(defined, _)| defined == address);
            return defined.map_or(range.clone(), |(_, at)| within(at).unwrap_or(at.clone()));
        }
        // An address with entities does not stand there as it is.
        let brackets = || {
            let at = link.rfind("](").filter(|_| link.ends_with(')') && !address.is_empty())?;
            Some(range.start + at + 2..range.end - 1)
        };
        within(range).or_else(brackets).unwrap_or(range.clone())
    }

    fn lead(&mut self, text: &str) {
        if self.in_lead {
            self.prose.lead.push_str(text);
        }
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[pulldown_cmark::CowStr],
        content: &[(Event<'a>, Range<usize>)],
    ) {
        let title = plain_text(content);
        let wanted = address::slug(id.unwrap_or(&title));
        let wanted = match wanted.as_str() {
            "" => "kop".to_owned(),
            reserved if is_reserved(reserved) => format!("kop-{reserved}"),
            free => free.to_owned(),
        };
        let id = self.unique_id(wanted);
        // The page's title is its only first-level heading.
        let level = (level as u8).max(2);
        let digit = mark_text(Mark::Level(level));
        let mut open = format!("<h{digit} id=\"{}{id}\"", mark_text(Mark::IdPrefix));
        if !classes.is_empty() {
            let _ = write!(open, " class=\"{}\"", escape(&classes.join(" ")));
        }
        open.push('>');
        self.html(open);
        let mut at = 0;
        while at < content.len() {
            at += self.event(&content[at..]);
        }
        self.html(format!("</h{digit}>\n"));
        self.prose.headings.push(Heading { level, id, title });
    }

    /// Warns of a heading that skips a level: a screen reader then tells of a part that is not there.
    fn check_level(&mut self, level: HeadingLevel, range: Range<usize>) {
        let before = self.prose.headings.last().map_or(1, |heading| heading.level);
        if level as u8 > before + 1 {
            self.report(range, Problem::SkippedHeading { level: level as u8, expected: before + 1 });
        }
    }

    /// The id that is wanted for a heading; `id-2`, `id-3` when it is taken.
    fn unique_id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let number = self.next_numbers.entry(wanted.clone()).or_insert(2);
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            *number += 1;
        }
        id
    }

    /// Reads an address, which stands at `place` in a link, and gives what belongs into the `href`, or none when it is
    /// refused.
    fn address(&mut self, text: &str, place: Range<usize>, link: Range<usize>) -> Option<String> {
        match address::read(text, self.origin.dir) {
            Ok(Target::External(address)) => Some(escape(&address)),
            Ok(target) => Some(mark_text(Mark::Link(self.add_link(target, place, link)))),
            Err(problem) => {
                let span = self.origin.span(place, link, self.markdown);
                self.diagnostics.report(span, problem);
                None
            }
        }
    }

    fn add_link(&mut self, target: Target, place: Range<usize>, link: Range<usize>) -> u32 {
        let span = self.origin.span(place, link, self.markdown);
        self.prose.links.push(Link { target, span, shown: false });
        u32::try_from(self.prose.links.len() - 1).expect("a text has fewer than 2^32 links")
    }

    fn link(
        &mut self,
        link_type: LinkType,
        dest: &str,
        title: &str,
        content: &[(Event<'a>, Range<usize>)],
        range: Range<usize>,
    ) {
        let dest = match link_type {
            LinkType::Email => format!("mailto:{dest}"),
            _ => dest.to_owned(),
        };
        let before = self.prose.links.len();
        let written = if link_type == LinkType::Email { &dest["mailto:".len()..] } else { &dest };
        let place = self.place_of(written, &range);
        let Some(href) = self.address(&dest, place, range.clone()) else {
            self.open_links.push("");
            return;
        };
        let text = plain_text(content);
        self.check_link_text(&text, range);
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        self.html(format!("<a href=\"{href}\"{title}>"));
        if text.is_empty() && content.is_empty() {
            match self.prose.links.len() {
                after if after > before => {
                    self.html(mark_text(Mark::LinkTitle(u32::try_from(before).expect("checked above"))))
                }
                _ => self.html(escape(&dest)),
            }
        }
        self.open_links.push("</a>");
    }

    fn image(&mut self, dest: &str, title: &str, alt: &str, range: Range<usize>) {
        let place = self.place_of(dest, &range);
        match address::read(dest, self.origin.dir) {
            Ok(target @ Target::Entity { kind: "figure", .. }) => self.figure(target, place, range),
            Ok(Target::External(address)) => self.report(place, Problem::ForeignImage { address }),
            Ok(target @ Target::File { .. }) => {
                if alt.trim().is_empty() {
                    self.report(range.clone(), Problem::ImageWithoutText);
                }
                let index = self.add_link(target, place, range);
                let source = self.picture_source(index);
                let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                self.html(format!("<img alt=\"{}\"{title}{source}>", escape(alt)));
            }
            Ok(_) => self.report(place, Problem::MissingTarget { target: dest.to_owned(), nearest: None }),
            Err(problem) => self.report(place, problem),
        }
    }

    /// The attributes of a picture that link number so names. Its mark stands in a value, where the sanitiser leaves it.
    fn picture_source(&mut self, index: u32) -> String {
        self.prose.links[index as usize].shown = true;
        format!(" src=\"{}\" loading=\"{}\"", mark_text(Mark::Link(index)), mark_text(Mark::Picture(index)))
    }

    /// Sets a figure in the text. It is a block, so the paragraph that holds nothing else gives way to it.
    fn figure(&mut self, target: Target, place: Range<usize>, link: Range<usize>) {
        let index = self.add_link(target, place, link);
        match self.out.last() {
            Some(Event::Start(Tag::Paragraph)) => {
                self.out.pop();
                self.skip_paragraph_end = true;
                self.html(mark_text(Mark::Figure(index)));
            }
            _ => {
                let (href, title) = (mark_text(Mark::Link(index)), mark_text(Mark::LinkTitle(index)));
                self.html(format!("<a href=\"{href}\">{title}</a>"));
            }
        }
    }

    fn footnote_reference(&mut self, label: &str) {
        let number = match self.footnotes.iter().position(|(l, _)| l == label) {
            Some(at) => at + 1,
            None => {
                self.footnotes.push((label.to_owned(), 0));
                self.footnotes.len()
            }
        };
        let count = &mut self.footnotes[number - 1].1;
        *count += 1;
        let again = if *count > 1 { format!("-{count}") } else { String::new() };
        let prefix = mark_text(Mark::IdPrefix);
        self.html(format!(
            "<sup class=\"footnote-ref\" id=\"{prefix}fnref-{number}{again}\"><a href=\"#{prefix}fn-{number}\">{number}</a></sup>"
        ));
    }

    /// Warns of a reference to a footnote that is nowhere: the parser leaves it as text.
    fn check_footnote(&mut self, at: usize) {
        let Some(rest) = self.markdown[at..].strip_prefix("[^") else { return };
        let Some(end) = rest.find([']', '[', '\n', ' ']).filter(|&end| end > 0 && rest[end..].starts_with(']')) else {
            return;
        };
        if !self.markdown[..at].ends_with('\\') {
            let problem = Problem::Footnote { label: rest[..end].to_owned(), mistake: FootnoteMistake::Missing };
            self.report(at..at + end + 3, problem);
        }
    }

    fn footnote_definition(&mut self, label: &str, content: &[(Event<'a>, Range<usize>)], start: usize) {
        let len = self.markdown[start..].find(']').map_or(0, |at| at + 1);
        let place = start..start + len;
        if self.definitions.iter().any(|(defined, ..)| defined == label) {
            let problem = Problem::Footnote { label: label.to_owned(), mistake: FootnoteMistake::Double };
            self.report(place.clone(), problem);
        }
        let body = std::mem::take(&mut self.out);
        let mut at = 0;
        while at < content.len() {
            at += self.event(&content[at..]);
        }
        let definition = std::mem::replace(&mut self.out, body);
        self.definitions.push((label.to_owned(), place, definition));
    }

    /// Warns of footnotes that no text refers to: they are not shown.
    fn check_unused_footnotes(&mut self) {
        let is_used = |label: &str| self.footnotes.iter().any(|(used, _)| used == label);
        let unused: Vec<_> = self.definitions.iter().filter(|(label, ..)| !is_used(label)).collect();
        for (label, place) in
            unused.into_iter().map(|(label, place, _)| (label.clone(), place.clone())).collect::<Vec<_>>()
        {
            self.report(place, Problem::Footnote { label, mistake: FootnoteMistake::Unused });
        }
    }

    fn push_footnotes(&mut self, html: &mut String) {
        self.check_unused_footnotes();
        if self.footnotes.is_empty() {
            return;
        }
        let prefix = mark_text(Mark::IdPrefix);
        let (label, back) = (mark_text(Mark::Word("footnotes")), mark_text(Mark::Word("back_to_text")));
        let _ = write!(html, "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\"><ol>");
        for (index, (name, _)) in self.footnotes.iter().enumerate() {
            let number = index + 1;
            let _ = write!(html, "<li id=\"{prefix}fn-{number}\">");
            if let Some(at) = self.definitions.iter().position(|(l, ..)| l == name) {
                let (_, _, events) = self.definitions.remove(at);
                pulldown_cmark::html::push_html(html, events.into_iter());
            }
            let _ = write!(
                html,
                "<a class=\"footnote-back\" href=\"#{prefix}fnref-{number}\" aria-label=\"{back}\">↩</a></li>"
            );
        }
        html.push_str("</ol></section>\n");
    }

    /// Rewrites raw HTML to what is allowed, its addresses to marks, and reports what was left out.
    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        self.has_raw_html = true;
        let mut out = String::with_capacity(html.len());
        for piece in raw_html::pieces(html) {
            match piece {
                raw_html::Piece::Text(text) => out.push_str(text),
                raw_html::Piece::Removed(what) => {
                    let problem = Problem::HtmlRemoved { what: what.to_owned() };
                    let place = self.place_of_slice(what, html, &range);
                    self.report(place, problem);
                }
                raw_html::Piece::Address { attribute, value } => {
                    let place = self.place_of_slice(value, html, &range);
                    let before = self.prose.links.len();
                    let address = self.address(&unescape(value), place, range.clone());
                    match address {
                        Some(_) if attribute == "src" && self.prose.links.len() > before => {
                            out.push_str(
                                &self.picture_source(u32::try_from(before).expect("checked when it was added")),
                            );
                        }
                        Some(address) => {
                            let _ = write!(out, " {attribute}=\"{address}\"");
                        }
                        None => {}
                    }
                }
            }
        }
        self.html(out);
    }

    /// The place of a part of raw HTML that starts where `range` does. In a quotation or list the lines of a block have
    /// lost what stands before them; then the part is looked for.
    fn place_of_slice(&self, slice: &str, html: &str, range: &Range<usize>) -> Range<usize> {
        let offset = (slice.as_ptr() as usize).wrapping_sub(html.as_ptr() as usize);
        let start = range.start.saturating_add(offset);
        if self.markdown.get(start..).is_some_and(|rest| rest.starts_with(slice)) {
            return start..start + slice.len();
        }
        let found = self.markdown[range.clone()].find(slice).filter(|_| !slice.is_empty());
        found.map_or(range.clone(), |at| range.start + at..range.start + at + slice.len())
    }

    fn check_link_text(&mut self, text: &str, range: Range<usize>) {
        const VAGUE: &[&str] = &[
            "hier",
            "klik hier",
            "lees hier",
            "lees meer",
            "meer",
            "meer lezen",
            "deze link",
            "link",
            "here",
            "click here",
            "read more",
            "more",
            "this link",
        ];
        let plain = text.trim().trim_end_matches(['.', '…', '>']).trim().to_lowercase();
        if VAGUE.contains(&plain.as_str()) {
            self.report(range, Problem::VagueLinkText { text: text.trim().to_owned() });
        }
    }

    /// Warns of brackets in a text that were meant as a link: with a space in the address, or between the brackets.
    fn check_brackets(&mut self, range: Range<usize>) {
        /// The most bytes between two brackets that belong together. Without a bound the time for a text of brackets
        /// would grow with the square of its length.
        const FARTHEST: usize = 2_000;
        let source = self.markdown;
        for at in source[range.clone()].match_indices(']').map(|(at, _)| range.start + at + 1) {
            let ahead = &source[at..source.floor_char_boundary(at + FARTHEST)];
            let Some((address, is_apart)) = bracketed(ahead) else { continue };
            let before = &source[source.floor_char_boundary(at.saturating_sub(FARTHEST))..at - 1];
            let opened = before.rfind('[').filter(|_| !before.ends_with('\\'));
            let is_meant = opened.is_some_and(|open| !before[..open].ends_with('\\'));
            if is_meant && (!is_apart || is_address(address)) {
                let start = at + ahead.find('(').map_or(0, |bracket| bracket + 1);
                self.report(start..start + address.len(), Problem::NoLink { address: address.to_owned() });
            }
        }
    }

    /// Finds words for a time that passes, unless the text bears a date.
    fn check_words(&mut self, text: &str, range: Range<usize>) {
        if self.origin.dated {
            return;
        }
        for found in passing_times(text) {
            let place = (range.start + found.start).min(range.end)..(range.start + found.end).min(range.end);
            self.report(place, Problem::UndatedTime { words: text[found].to_owned() });
        }
    }

    /// Cuts the marks out of the HTML and remembers their places.
    fn set_marks(&mut self, html: &str) {
        let mut clean = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find(OPEN) {
            clean.push_str(&rest[..at]);
            let body = &rest[at + OPEN.len_utf8()..];
            let end = body.find(CLOSE).unwrap_or(0);
            if let Some(mark) = mark_of(&body[..end]).filter(|mark| self.is_possible(*mark)) {
                self.prose.marks.push((offset(clean.len()), mark));
            }
            rest = body.get(end + CLOSE.len_utf8()..).unwrap_or("");
        }
        clean.push_str(rest);
        self.prose.html = clean;
    }

    fn is_possible(&self, mark: Mark) -> bool {
        match mark {
            Mark::Link(index) | Mark::LinkTitle(index) | Mark::Figure(index) | Mark::Picture(index) => {
                (index as usize) < self.prose.links.len()
            }
            Mark::IdPrefix | Mark::Level(_) | Mark::Word(_) => true,
        }
    }
}

/// A place in a text.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a text is shorter than 4 GiB")
}

/// Alignment of table cells as a class: a strict Content-Security-Policy forbids the writer's `style`. In text the quotes
/// of such an attribute would be escaped, so nothing else can match.
fn without_styles(html: String) -> String {
    if !html.contains(" style=\"text-align") {
        return html;
    }
    ["left", "center", "right"].iter().fold(html, |html, side| {
        html.replace(&format!(" style=\"text-align: {side}\""), &format!(" class=\"align-{side}\""))
    })
}

/// True for ids that a theme or this program gives to parts of a page.
fn is_reserved(id: &str) -> bool {
    const PREFIXES: &[&str] =
        &["lijn-", "actie-", "deel-", "regio-", "cijfer-", "grafiek-", "fn-", "fnref-", "stand-", "uitleg-"];
    id == "main" || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
}

/// How many events there are up to the one that ends the first.
fn until(events: &[(Event, Range<usize>)], is_end: impl Fn(&Event) -> bool) -> usize {
    events.iter().position(|(event, _)| is_end(event)).map_or(events.len(), |at| at + 1)
}

fn plain_text(events: &[(Event, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Words for a time that passes. A month does too, when the text names no year.
const PASSING: [&str; 8] = [
    "momenteel",
    "op dit moment",
    "binnenkort",
    "voor de zomer",
    "na de zomer",
    "voor de kerst",
    "volgend jaar",
    "dit jaar",
];

static PASSING_TIMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let months = Language::Dutch.months().iter().map(|month| format!("in {month}"));
    let words = PASSING.iter().map(|word| (*word).to_owned()).chain(months);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("twenty words fit")
});

/// Where a text says "momenteel", or "in mei" and nowhere a year.
fn passing_times(text: &str) -> Vec<Range<usize>> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let names_a_year = LazyCell::new(|| names_a_year(text));
    let is_passing = |found: &aho_corasick::Match| {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let alone = !letter(before.chars().next_back()) && !letter(after.chars().next());
        alone && (found.pattern().as_usize() < PASSING.len() || !*names_a_year)
    };
    PASSING_TIMES.find_iter(text).filter(is_passing).map(|found| found.range()).collect()
}

/// True when a text has four digits that can be a year.
fn names_a_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}

fn mark_text(mark: Mark) -> String {
    match mark {
        Mark::Link(index) => format!("{OPEN}a{index}{CLOSE}"),
        Mark::LinkTitle(index) => format!("{OPEN}t{index}{CLOSE}"),
        Mark::Figure(index) => format!("{OPEN}f{index}{CLOSE}"),
        Mark::Picture(index) => format!("{OPEN}p{index}{CLOSE}"),
        Mark::IdPrefix => format!("{OPEN}i{CLOSE}"),
        Mark::Level(level) => format!("{OPEN}l{level}{CLOSE}"),
        Mark::Word(word) => format!("{OPEN}w{word}{CLOSE}"),
    }
}

/// The words of the theme that texts use.
pub const WORDS: &[&str] = &["table_scroll", "footnotes", "back_to_text"];

fn mark_of(text: &str) -> Option<Mark> {
    let (kind, rest) = text.split_at_checked(1)?;
    match kind {
        "a" => rest.parse().ok().map(Mark::Link),
        "t" => rest.parse().ok().map(Mark::LinkTitle),
        "f" => rest.parse().ok().map(Mark::Figure),
        "p" => rest.parse().ok().map(Mark::Picture),
        "i" => Some(Mark::IdPrefix),
        "l" => rest.parse().ok().map(Mark::Level),
        "w" => WORDS.iter().find(|word| **word == rest).map(|word| Mark::Word(word)),
        _ => None,
    }
}

/// Escapes text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    pulldown_cmark_escape::escape_html(&mut out, text).expect("writing to a string never fails");
    out
}

/// Undoes the entities of an attribute, as far as they can hide a scheme or stand in an ordinary address.
fn unescape(value: &str) -> String {
    html_escape::decode_html_entities(value).into_owned()
}

#[cfg(test)]
mod tests;
