//! A theme from its folder: templates, words, static files. What a site's own theme lacks, the default one gives.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Tera};
use walkdir::WalkDir;

use crate::chart::CardColours;
use crate::diagnostic::problem::{TokenKind, nearest};
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span, Spanned};
use crate::language::Language;
use crate::source::decode::{Decode, Reader, record};
use crate::source::yaml;

use super::contract::CONTRACT;
use super::statics::{self, Static};
use super::tokens::{self, Colours, Letters, Scheme, Typefaces};
use super::words::Words;
use super::{cards, contrast, logo};

/// The default theme, part of the program: a folder with only `content/` can be built.
static STANDARD: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/standaard");
/// Name of the default theme, and the prefix by which other themes can still use its templates.
const STANDARD_NAME: &str = "standaard";
/// The folder of the default theme as messages show it.
const STANDARD_SHOWN: &str = "(thema standaard)";

record! {
    /// `theme.yaml`: what a theme says of itself.
    ThemeFile("theme") {
        /// Name for people.
        #[expect(dead_code, reason = "for people who read the theme")]
        name: optional String,
        /// Version of the contract.
        contract: required Spanned<u32>,
        /// A picture before the site's name: an SVG or a PNG in `static/`.
        logo: optional Spanned<String>,
        /// The same for dark pages.
        logo_dark: optional Spanned<String>,
        /// Typefaces of texts.
        font: optional Typefaces,
        /// Typefaces of headings.
        font_headings: optional Typefaces,
        /// Colours.
        colours: optional Colours,
    }
}

/// The logo of a theme.
pub(super) struct Logo {
    /// Its file below `static/`.
    pub file: String,
    /// The file for dark pages.
    pub dark: Option<String>,
    /// Width and height in px.
    pub size: (u32, u32),
}

/// A theme that is ready to render.
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) words: Words,
    /// The words of the language of translations, where there are any.
    pub(super) translated_words: Option<Words>,
    /// Static files by their path below `static/` of the theme.
    pub statics: BTreeMap<String, Static>,
    /// The picture before the site's name.
    pub(super) logo: Option<Logo>,
    /// The colours of cards.
    pub(super) card_colours: CardColours,
    /// Templates with their files, for messages.
    templates: BTreeMap<String, FileId>,
}

/// The files of one theme folder, by their path in it.
pub(super) type ThemeFiles = BTreeMap<String, (FileId, Arc<str>, Vec<u8>)>;

/// Loads the theme of this name from `themes/` of a project, over the default theme, with its words in the language of
/// the site and in that of its translations.
pub fn load(
    project: &Path,
    name: &str,
    language: Language,
    translation: Option<Language>,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Theme> {
    let standard = standard(files);
    let folder = project.join("themes").join(name);
    let own = match folder.is_dir() {
        true => read_folder(&folder, &format!("themes/{name}"), files, diagnostics),
        false if name == STANDARD_NAME => ThemeFiles::new(),
        false => {
            unknown_theme(project, name, files, diagnostics);
            return None;
        }
    };
    let said = folder.is_dir().then(|| description(&own, &format!("themes/{name}"), files, diagnostics)).flatten();
    let (style, card_colours) = house_style(&standard, said.as_ref(), files, diagnostics);
    let mut words = |language: Language| {
        super::words::merge(&[&standard, &own].map(|files| words_file(files, language)), language, diagnostics)
    };
    let (words, translated_words) = match translation {
        Some(other) => (words(language)?, Some(words(other)?)),
        None => (words(language)?, None),
    };
    let (tera, templates) = templates(&standard, &own, diagnostics)?;
    let mut statics = ThemeFiles::new();
    for (path, file) in standard.into_iter().chain(own) {
        if let Some(path) = path.strip_prefix("static/") {
            statics.insert(path.to_owned(), file);
        }
    }
    statics::check_styles(&statics, diagnostics);
    let logo = said.and_then(|said| logo(said, &statics, diagnostics));
    Some(Theme {
        tera,
        words,
        translated_words,
        statics: statics::published(statics, &style),
        logo,
        card_colours,
        templates,
    })
}

fn standard(files: &mut Files) -> ThemeFiles {
    fn add(dir: &Dir, files: &mut Files, out: &mut ThemeFiles) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            insert(out, path, file.contents().to_vec(), STANDARD_SHOWN, files);
        }
        dir.dirs().for_each(|dir| add(dir, files, out));
    }
    let mut found = ThemeFiles::new();
    add(&STANDARD, files, &mut found);
    found
}

fn insert(out: &mut ThemeFiles, path: String, bytes: Vec<u8>, shown_folder: &str, files: &mut Files) {
    let text = String::from_utf8_lossy(if is_text(&path) { &bytes } else { b"" }).into_owned();
    let text: Arc<str> = text.into();
    let id = files.add(format!("{shown_folder}/{path}"), text.clone());
    out.insert(path, (id, text, bytes));
}

fn is_text(path: &str) -> bool {
    [".html", ".yaml", ".css", ".svg", ".xml", ".txt"].iter().any(|end| path.ends_with(end))
}

fn read_folder(folder: &Path, shown: &str, files: &mut Files, diagnostics: &mut Diagnostics) -> ThemeFiles {
    let mut found = ThemeFiles::new();
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.')) {
        let path = entry.as_ref().map_or_else(|error| error.path(), |entry| Some(entry.path())).unwrap_or(folder);
        let path = path.strip_prefix(folder).expect("the walk stays below its start");
        let path = path.to_string_lossy().replace('\\', "/");
        match read_file(entry) {
            Ok(Some(bytes)) => insert(&mut found, path, bytes, shown, files),
            Ok(None) => {}
            Err(problem) => {
                let file = files.add(format!("{shown}/{path}").trim_end_matches('/'), "");
                diagnostics.report(Span::new(file, 0..0), problem);
            }
        }
    }
    found
}

/// The bytes of a file; none of a folder. A link is refused: it could lead outside the project.
fn read_file(entry: walkdir::Result<walkdir::DirEntry>) -> Result<Option<Vec<u8>>, Problem> {
    let unreadable = |error: io::Error| Problem::Unreadable { path: None, fault: error.into() };
    let entry = entry.map_err(|error| unreadable(error.into()))?;
    match entry.file_type() {
        kind if kind.is_dir() => Ok(None),
        kind if kind.is_file() => fs::read(entry.path()).map(Some).map_err(unreadable),
        _ => Err(Problem::OutsideProject { path: entry.file_name().to_string_lossy().into_owned() }),
    }
}

fn unknown_theme(project: &Path, name: &str, files: &Files, diagnostics: &mut Diagnostics) {
    let folders = fs::read_dir(project.join("themes")).into_iter().flatten().flatten();
    let mut known: Vec<String> = folders.filter_map(|f| f.file_name().into_string().ok()).collect();
    known.push(STANDARD_NAME.into());
    known.sort();
    let problem =
        Problem::UnknownTheme { name: name.to_owned(), nearest: nearest(name, known.iter().map(String::as_str)) };
    match written_theme(name, files) {
        Some(span) => diagnostics.report(span, problem),
        None => diagnostics.report_global(problem),
    }
}

/// Where the settings name the theme.
fn written_theme(name: &str, files: &Files) -> Option<Span> {
    let file = files.find("content/site.yaml")?;
    let text = &files.get(file).text;
    let key = text.match_indices("theme:").find(|(at, _)| *at == 0 || text[..*at].ends_with('\n'))?.0;
    let at = key + text[key + 6..].find(name)? + 6;
    Some(Span::new(file, at..at + name.len()))
}

/// What a theme says of itself. It has to say which version of the contract it was made for; without that, an upgrade
/// could break it silently.
fn description(theme: &ThemeFiles, shown: &str, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<ThemeFile> {
    let Some((file, text, _)) = theme.get("theme.yaml") else {
        let file = files.add(format!("{shown}/theme.yaml"), "");
        diagnostics.report(Span::new(file, 0..0), Problem::MissingKey { key: "contract", kind: "theme" });
        return None;
    };
    let node = yaml::parse(*file, text, 0..text.len(), diagnostics)?;
    let mut reader = Reader { file: *file, text, dir: "", diagnostics };
    let theme = ThemeFile::decode(&node, "theme.yaml", &mut reader)?;
    if theme.contract.value != CONTRACT {
        let problem = Problem::ThemeContract { found: theme.contract.value.to_string(), supported: CONTRACT };
        diagnostics.report(theme.contract.span, problem);
    }
    Some(theme)
}

/// The colours and letters of a theme, over those of the default one, as a style sheet and for cards; all pairs of colours
/// are checked.
fn house_style(
    standard: &ThemeFiles,
    own: Option<&ThemeFile>,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> (String, CardColours) {
    let standard = description(standard, STANDARD_SHOWN, files, diagnostics).expect("the default theme has its file");
    let colours = |theme: &ThemeFile| theme.colours.clone();
    let (under, over) = (colours(&standard), own.and_then(colours));
    let light = |colours: &Option<Colours>| colours.as_ref().and_then(|colours| colours.light.clone());
    let dark = |colours: &Option<Colours>| colours.as_ref().and_then(|colours| colours.dark.clone());
    let schemes = [
        Scheme::new("light", light(&under).as_ref(), light(&over).as_ref()),
        Scheme::new("dark", dark(&under).as_ref(), dark(&over).as_ref()),
    ];
    schemes.iter().for_each(|scheme| contrast::check(scheme, diagnostics));
    let texts = own.and_then(|own| own.font.as_ref()).or(standard.font.as_ref());
    let headings = own.and_then(|own| own.font_headings.as_ref());
    (tokens::style(Letters { texts, headings }, &schemes), cards::colours(&schemes[0]))
}

/// The logo, when its files are pictures whose size can be read.
fn logo(theme: ThemeFile, statics: &ThemeFiles, diagnostics: &mut Diagnostics) -> Option<Logo> {
    let mut size = |key: &str, file: &Spanned<String>| {
        let problem = match statics.get(&file.value) {
            None => Problem::MissingAsset { asset: file.value.clone() },
            Some((_, _, bytes)) => match logo::size(&file.value, bytes) {
                Some(size) => return Some(size),
                None => Problem::BadToken { key: key.into(), value: file.value.clone(), kind: TokenKind::Picture },
            },
        };
        diagnostics.report(file.span, problem);
        None
    };
    let dark = theme.logo_dark.filter(|dark| size("logo_dark", dark).is_some());
    let light = theme.logo?;
    let size = size("logo", &light)?;
    Some(Logo { file: light.value, dark: dark.map(|dark| dark.value), size })
}

fn words_file(files: &ThemeFiles, language: Language) -> Option<(FileId, Arc<str>)> {
    files.get(&format!("words/{}.yaml", language.code())).map(|(file, text, _)| (*file, text.clone()))
}

/// Adds all templates. The default theme's have a prefix that is left out when they are looked up, so that a template
/// of the site's own theme comes first and can still extend the one that it replaces.
fn templates(
    standard: &ThemeFiles,
    own: &ThemeFiles,
    diagnostics: &mut Diagnostics,
) -> Option<(Tera, BTreeMap<String, FileId>)> {
    let mut tera = Tera::default();
    tera.set_fallback_prefixes([format!("{STANDARD_NAME}/")]).expect("there are no templates yet");
    let mut sources: Vec<(String, FileId, &str)> = Vec::new();
    for (files, prefix) in [(standard, "standaard/"), (own, "")] {
        for (path, (file, text, _)) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                sources.push((format!("{prefix}{name}"), *file, text));
            }
        }
    }
    let ids: BTreeMap<String, FileId> = sources.iter().map(|(name, file, _)| (name.clone(), *file)).collect();
    if report_syntax_errors(&sources, diagnostics) {
        return None;
    }
    match tera.add_raw_templates(sources.iter().map(|(name, _, text)| (name, text))) {
        Ok(()) => Some((tera, ids)),
        Err(error) => {
            report_build_error(&error, &sources, diagnostics);
            None
        }
    }
}

/// Parses each template on its own, so that all mistakes are found in one run.
fn report_syntax_errors(sources: &[(String, FileId, &str)], diagnostics: &mut Diagnostics) -> bool {
    let mut found = false;
    for (name, file, text) in sources {
        if let Err(error) = Tera::default().add_raw_template(name, text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            let problem = Problem::TemplateSyntax { message: report.message().to_owned() };
            diagnostics.report(Span::new(*file, report.span().range.clone()), problem);
            found = true;
        }
    }
    found
}

/// Reports what Tera says of templates that do not fit together. Circles have a kind of their own; unknown filters,
/// components and templates come as text with `--> file:line:column`.
fn report_build_error(error: &tera::Error, sources: &[(String, FileId, &str)], diagnostics: &mut Diagnostics) {
    let file = |name: &str| sources.iter().find(|(n, ..)| n == name).map(|(_, file, text)| (*file, *text));
    // Tera does not say where in a template another one is named.
    let place = |template: &str, named: &str| {
        let (file, text) = file(template)?;
        let at = ['"', '\''].iter().find_map(|quote| text.find(&format!("{quote}{named}{quote}")))? + 1;
        Some(Span::new(file, at..at + named.len()))
    };
    let mut report = |span: Option<Span>, problem: Problem| match span {
        Some(span) => diagnostics.report(span, problem),
        None => diagnostics.report_global(problem),
    };
    match error.kind() {
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            let next = chain.iter().skip_while(|name| *name != tpl).nth(1).unwrap_or(tpl);
            report(place(tpl, next), Problem::TemplateCircle { chain: chain.join(" → ") });
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("Unknown template `{parent}`");
            report(place(current, parent), Problem::TemplateSyntax { message });
        }
        kind => {
            let text = kind.to_string();
            for part in text.split("\n\n") {
                let message = part.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
                let place = part.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
                let span = place.and_then(|place| locate(place, sources));
                report(span, Problem::TemplateSyntax { message });
            }
        }
    }
}

/// Turns `file:line:column` into a place.
fn locate(place: &str, sources: &[(String, FileId, &str)]) -> Option<Span> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let (_, file, text) = sources.iter().find(|(n, ..)| n == name)?;
    let line_start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = text[line_start..].char_indices().nth(column - 1).map_or(line_start, |(at, _)| line_start + at);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let start = at + text[at..].find(is_word).filter(|&skipped| skipped <= 1).unwrap_or(0);
    let len = text[start..].find(|c| !is_word(c)).unwrap_or(text.len() - start);
    Some(Span::new(*file, start..start + len))
}

impl Theme {
    /// The start of a template, by the name that it is rendered by.
    pub(super) fn start(&self, template: &str) -> Option<Span> {
        let file =
            self.templates.get(template).or_else(|| self.templates.get(&format!("{STANDARD_NAME}/{template}")))?;
        Some(Span::new(*file, 0..0))
    }

    /// The place of a template error, where Tera knows it.
    pub(super) fn place(&self, template: &str, range: std::ops::Range<usize>) -> Option<Span> {
        let file = self.templates.get(template)?;
        Some(Span::new(*file, range))
    }
}
