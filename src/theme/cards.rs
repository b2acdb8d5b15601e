//! Cards: which page has one, what stands on it, and where it is published.
//!
//! A card's name stands for its whole drawing, so it is known which picture a page needs before one is drawn, and one that
//! was drawn before need not be drawn again (docs/decisions/0020).

use super::contract::CardView;
use super::tokens::Scheme;
use super::{HasPage, Renderer, Scope};
use crate::chart::{self, CARD, CardColours, Paint};
use crate::model::address::{folder, folder_of};
use crate::model::figure::Figure;
use crate::model::page::Page;
use crate::model::{Ref, Site};
use crate::source::fingerprint;

/// Raised when the same drawing becomes another picture, by another font or another version of the program that paints
/// it: cards get other names.
const EDITION: &str = "1";
/// The name of the card of the home page.
const HOME: &str = "voorpagina";

/// The colours of cards: those of the theme by day. The default theme sets them all.
pub(super) fn colours(light: &Scheme) -> CardColours {
    let token = |name| light.get(name).expect("the default theme sets every token").colour;
    CardColours {
        paper: token("paper"),
        ink: token("ink"),
        muted: token("muted"),
        accent: token("accent"),
        accent_soft: token("accent_soft"),
    }
}

/// The pages that have a card of their own; none when the site has no cards.
pub fn pages(site: &Site) -> Vec<Page> {
    match site.settings.social_images {
        true => Page::all(site).into_iter().filter(|page| page.card() == *page).collect(),
        false => Vec::new(),
    }
}

/// The path of a page's card, without what changes with its drawing.
pub fn plain_path(site: &Site, page: Page) -> String {
    let path = page.path(site);
    let name = Some(folder_of(&path)).filter(|name| !name.is_empty()).unwrap_or(HOME);
    format!("{}/{name}.png", folder::CARDS)
}

impl Renderer<'_> {
    /// The drawing of a page's card, as SVG.
    pub fn card(&self, page: Page) -> String {
        let scope = self.outside();
        scope.draw_card(page, &scope.shown_on_card(page))
    }

    /// The path under which a page's card is published.
    pub fn card_path(&self, page: Page) -> String {
        let plain = plain_path(self.site, page);
        let known = || self.cards.lock().expect("no thread panics while it holds the paths");
        if let Some(path) = known().get(&plain) {
            return path.clone();
        }
        let fingerprint = fingerprint::of([self.card(page).as_bytes(), EDITION.as_bytes()]);
        let path = fingerprint::in_name(&plain, &fingerprint);
        known().insert(plain, path.clone());
        path
    }
}

/// What stands on a card.
#[derive(Default)]
struct Shown<'a> {
    kind: String,
    title: &'a str,
    text: &'a str,
    foot: String,
}

impl<'s> Scope<'_, 's> {
    /// What a page says of its card; none when the site has no cards. Cards are drawn of the original only, and say what is
    /// in its language, so a translated page has none.
    pub(super) fn card_view(&self, page: Page) -> Option<CardView> {
        if !self.site().settings.social_images || self.renderer.translation.is_some() {
            return None;
        }
        let page = page.card();
        let shown = self.shown_on_card(page);
        let parts = [shown.kind.as_str(), shown.title, shown.text];
        let alt = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
        let url = self.absolute(&self.renderer.card_path(page))?;
        Some(CardView { url, width: CARD.0, height: CARD.1, alt })
    }

    fn draw_card(&self, page: Page, shown: &Shown) -> String {
        let settings = &self.site().settings;
        let address = settings.base_url.as_ref().map(|url| {
            let address = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
            address.trim_end_matches('/').to_owned()
        });
        chart::card(&chart::Card {
            site: &settings.title,
            address: &address.unwrap_or_default(),
            kind: &shown.kind,
            title: shown.title,
            text: shown.text,
            foot: &shown.foot,
            charts: &self.charts_on_card(page),
            colours: self.renderer.theme.card_colours,
        })
    }

    fn shown_on_card(&self, page: Page) -> Shown<'_> {
        let site = self.site();
        let day = |date| self.date(date).text;
        match page {
            Page::Home => Shown { title: &site.settings.title, text: &site.settings.description, ..Shown::default() },
            Page::Section(section) => {
                Shown { title: self.word(section.key()), text: self.word(section.summary_key()), ..Shown::default() }
            }
            Page::Region(r) => self.entry("region", &site.regions[r]),
            Page::Plan(r) => self.entry("plan", &site.plans[r]),
            Page::Line(r) => {
                let line = &site.lines[r];
                Shown { foot: site.plans[line.plan].title().to_owned(), ..self.entry("line", line) }
            }
            Page::Action(r) => {
                let action = &site.actions[r];
                let shown = self.entry("action", action);
                let text = if shown.text.is_empty() { &action.body.prose.lead } else { shown.text };
                Shown { text, foot: site.plans[action.plan].title().to_owned(), ..shown }
            }
            Page::Topic(r) => self.entry("topic", &site.topics[r]),
            Page::Figure(r) => self.figure_on_card(r),
            Page::Comparison(r) => self.entry("comparison", &site.comparisons[r]),
            Page::News(r) => Shown { foot: day(site.news[r].keys.date), ..self.entry("news_item", &site.news[r]) },
            Page::Practice(r) => self.entry("practice", &site.practices[r]),
            Page::Project(r) => self.entry("project", &site.projects[r]),
            Page::Organisation(r) => self.entry("organisation", &site.organisations[r]),
            Page::Document(r) => self.entry("document", &site.documents[r]),
            Page::Event(r) => Shown { foot: day(site.events[r].keys.date), ..self.entry("event", &site.events[r]) },
            Page::Text(r) => Shown { kind: String::new(), ..self.entry("home", &site.pages[r]) },
            _ => unreachable!("only a page that is its own card has one"),
        }
    }

    fn entry<'e>(&self, kind: &'static str, entry: &'e dyn HasPage) -> Shown<'e> {
        Shown { kind: self.word(kind).to_owned(), title: entry.title(), text: entry.summary(), ..Shown::default() }
    }

    /// A figure with its sentence, its source, and that it is an example where it is one.
    fn figure_on_card(&self, reference: Ref<Figure>) -> Shown<'_> {
        let figure = &self.site().figures[reference];
        let sentence = &self.drawn(reference).sentence;
        let mark = if figure.keys.illustrative { format!(" · {}", self.word("illustrative")) } else { String::new() };
        Shown {
            kind: format!("{}{mark}", self.figure_kind(figure)),
            title: figure.title(),
            text: sentence,
            foot: format!("{}: {}", self.word("source"), figure.keys.source.name),
        }
    }

    fn charts_on_card(&self, page: Page) -> Vec<String> {
        let Page::Figure(reference) = page else { return Vec::new() };
        let figure = &self.site().figures[reference];
        let charts = self.charts(figure, &self.drawn(reference).sentence, Paint::Card);
        charts.into_iter().map(|(_, chart)| chart).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_font_is_another_edition() {
        assert_eq!((EDITION, fingerprint::of(chart::FONTS).as_str()), ("1", "972904c4"));
    }
}
