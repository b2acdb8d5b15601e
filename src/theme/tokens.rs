//! A house style: the colours and letters of `theme.yaml`, as custom properties of the style sheet.
//!
//! What a site's own theme does not set, the default theme does; what that does not set either follows another token.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::chart::Colour;
use crate::diagnostic::problem::TokenKind;
use crate::diagnostic::{Problem, Span, Spanned};
use crate::source::decode::{Decode, Fields, Reader, record};
use crate::source::yaml::{Node, Value};

/// Every token of colour, with the one that it follows when nobody sets it.
const TOKENS: &[(&str, Option<&str>)] = &[
    ("paper", None),
    ("paper_soft", None),
    ("ink", None),
    ("muted", None),
    ("rule", None),
    ("rule_strong", None),
    ("rule_heavy", None),
    ("accent", None),
    ("accent_soft", None),
    ("link", Some("accent")),
    ("visited", Some("link")),
    ("focus", None),
    ("example", None),
    ("planned", None),
    ("running", None),
    ("done", None),
    ("behind", None),
    ("stopped", None),
    ("series_1", None),
    ("series_2", None),
    ("series_3", None),
    ("series_4", None),
    ("series_5", None),
    ("chart_paper", Some("paper")),
    ("chart_text", Some("ink")),
    ("chart_muted", Some("muted")),
    ("chart_grid", Some("rule")),
    ("chart_reference", Some("ink")),
    ("class_1", None),
    ("class_2", None),
    ("class_3", None),
    ("class_4", None),
    ("class_5", None),
    ("on_class_1", None),
    ("on_class_2", None),
    ("on_class_3", None),
    ("on_class_4", None),
    ("on_class_5", None),
];

record! {
    /// The colours of a theme.
    Colours("theme") {
        /// By day.
        light: optional Palette,
        /// For eyes that are used to the dark.
        dark: optional Palette,
    }
}

/// Colours by token, as far as a theme sets them.
#[derive(Debug, Clone, Default)]
pub(super) struct Palette(BTreeMap<&'static str, Spanned<Colour>>);

impl Decode for Palette {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, "theme", key, reader)?;
        let set = TOKENS.iter().filter_map(|(token, _)| Some((*token, fields.optional(token, reader)?))).collect();
        fields.close(reader).then_some(Palette(set))
    }
}

/// `"#7a003c"`, in quotes: without them YAML takes it for a comment.
impl Decode for Colour {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let written = match &node.value {
            Value::Scalar(text) => text.as_str(),
            _ => "",
        };
        let colour = Colour::from_hex(written);
        if colour.is_none() {
            let meant = Colour::from_hex(&format!("#{written}")).map(|colour| colour.to_string());
            reader.refuse_token(node.span, key, written, TokenKind::Colour { meant });
        }
        colour
    }
}

/// Names of typefaces, the first choice first.
#[derive(Debug, Clone)]
pub(super) struct Typefaces(Vec<String>);

impl Decode for Typefaces {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let names = Vec::<Spanned<String>>::decode(node, key, reader)?;
        let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        for name in names.iter().filter(|name| !is_name(&name.value)) {
            reader.refuse_token(name.span, key, &name.value, TokenKind::Typeface);
        }
        let names: Vec<String> = names.into_iter().map(|name| name.value).filter(|name| is_name(name)).collect();
        (!names.is_empty()).then_some(Typefaces(names))
    }
}

impl Typefaces {
    /// As a value of `font-family`. A name of one word goes without quotes, for it may be a general one: `serif`.
    fn css(&self) -> String {
        let quoted = |name: &String| {
            let is_word = !name.contains(' ') && !name.starts_with(|c: char| c.is_ascii_digit());
            if is_word { name.clone() } else { format!("\"{name}\"") }
        };
        self.0.iter().map(quoted).collect::<Vec<_>>().join(", ")
    }
}

impl Reader<'_> {
    fn refuse_token(&mut self, span: Span, key: &str, value: &str, kind: TokenKind) {
        self.diagnostics.report(span, Problem::BadToken { key: key.to_owned(), value: value.to_owned(), kind });
    }
}

/// A colour that is in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct InForce {
    /// The colour.
    pub colour: Colour,
    /// The token that it was written under: another one where this token follows.
    pub written: &'static str,
    /// Where it was written.
    pub span: Span,
    /// The site's own theme wrote it.
    pub is_own: bool,
}

/// What one of the two schemes looks like.
#[derive(Debug)]
pub(super) struct Scheme {
    /// Its key in `theme.yaml`.
    pub name: &'static str,
    in_force: BTreeMap<&'static str, InForce>,
    /// Tokens that nobody set.
    following: Vec<(&'static str, &'static str)>,
}

impl Scheme {
    /// Lays the own theme's colours over those of the default theme. A token that neither sets and that follows no
    /// other is left out; the default theme has none, held by a test.
    pub fn new(name: &'static str, standard: Option<&Palette>, own: Option<&Palette>) -> Scheme {
        let written = |token: &'static str| {
            let of = |palette: Option<&Palette>| palette?.0.get(token).cloned();
            let (found, is_own) = of(own).map(|c| (c, true)).or_else(|| of(standard).map(|c| (c, false)))?;
            Some(InForce { colour: found.value, written: token, span: found.span, is_own })
        };
        let mut scheme = Scheme { name, in_force: BTreeMap::new(), following: Vec::new() };
        for &(token, follows) in TOKENS {
            match (written(token), follows) {
                (Some(colour), _) => _ = scheme.in_force.insert(token, colour),
                (None, Some(other)) => {
                    scheme.in_force.extend(written(other).map(|colour| (token, colour)));
                    scheme.following.push((token, other));
                }
                (None, None) => {}
            }
        }
        scheme
    }

    /// The colour of a token.
    pub fn get(&self, token: &str) -> Option<InForce> {
        self.in_force.get(token).copied()
    }

    /// Declarations of all tokens. One that follows another says so, that a style sheet of the theme that sets the
    /// other takes it along.
    fn css(&self, out: &mut String) {
        for (token, _) in TOKENS {
            let name = token.replace('_', "-");
            if let Some((_, other)) = self.following.iter().find(|(following, _)| following == token) {
                _ = writeln!(out, "  --{name}: var(--{});", other.replace('_', "-"));
            } else if let Some(found) = self.in_force.get(token) {
                _ = writeln!(out, "  --{name}: {};", found.colour);
            }
        }
    }
}

/// The typefaces of a theme: of texts, and of headings where they are others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters<'a> {
    pub texts: Option<&'a Typefaces>,
    pub headings: Option<&'a Typefaces>,
}

/// The part of the style sheet that a house style comes down to. `:where` weighs nothing, so what a style sheet of the
/// theme says of a token counts, wherever it stands.
pub(super) fn style(letters: Letters, [light, dark]: &[Scheme; 2]) -> String {
    let mut out = String::from(":where(:root) {\n");
    if let Some(texts) = letters.texts {
        _ = writeln!(out, "  --font: {};", texts.css());
    }
    let headings = letters.headings.map_or_else(|| "var(--font)".to_owned(), Typefaces::css);
    _ = writeln!(out, "  --font-headings: {headings};");
    light.css(&mut out);
    out.push_str("}\n@media (prefers-color-scheme: dark) {\n:where(:root) {\n");
    dark.css(&mut out);
    out.push_str("}\n}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Files};
    use crate::source::yaml;

    /// Reads a theme's colours.
    fn colours(text: &str) -> Colours {
        let (mut files, mut diagnostics) = (Files::default(), Diagnostics::default());
        let file = files.add("theme.yaml", text);
        let node = yaml::parse(file, text, 0..text.len(), &mut diagnostics).expect("the test has YAML");
        let mut reader = Reader { file, text, dir: "", diagnostics: &mut diagnostics };
        Colours::decode(&node, "colours", &mut reader).expect("the test has colours")
    }

    #[test]
    fn the_default_theme_sets_every_token_that_follows_no_other() {
        let (_, text) =
            include_str!("../../themes/standaard/theme.yaml").split_once("colours:").expect("it has colours");
        let colours = colours(text);
        for palette in [colours.light, colours.dark] {
            let scheme = Scheme::new("light", palette.as_ref(), None);
            assert_eq!(scheme.in_force.len(), TOKENS.len());
        }
    }

    #[test]
    fn a_token_that_nobody_sets_follows_another() {
        let standard = colours("light: {accent: '#111111', paper: '#ffffff'}").light;
        let own = colours("light: {accent: '#222222'}").light;
        let light = Scheme::new("light", standard.as_ref(), own.as_ref());
        let link = light.get("link").expect("it follows the accent");
        assert_eq!((link.colour.to_string().as_str(), link.written, link.is_own), ("#222222", "accent", true));
        let mut css = String::new();
        light.css(&mut css);
        let expected = "  --paper: #ffffff;\n  --accent: #222222;\n  --link: var(--accent);\n";
        assert!(css.starts_with(expected), "{css}");
    }

    #[test]
    fn a_typeface_of_several_words_is_quoted() {
        let faces = Typefaces(["Noto Serif", "Georgia", "ui-serif", "8bit"].map(String::from).to_vec());
        assert_eq!(faces.css(), "\"Noto Serif\", Georgia, ui-serif, \"8bit\"");
    }
}
