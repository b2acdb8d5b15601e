//! What a page says to machines: schema.org in JSON-LD, a block of data in the page's head.
//!
//! Only what is true and stands on the page too. All addresses in it are absolute, so a site whose own address is unknown
//! has none.

use serde_json::{Map, Value, json};

use super::contract::{Html, PageView};
use super::{HasPage, Scope};
use crate::model::download::{self, Format};
use crate::model::figure::Figure;
use crate::model::format::Unit;
use crate::model::page::Page;
use crate::model::{self, Ref, Subject, licence, outside};

/// Words in the kind of an organisation that make it a government.
const GOVERNMENTS: [&str; 8] =
    ["ministerie", "gemeente", "provincie", "overheid", "ministry", "municipality", "province", "government"];

/// The data of a page; none when there is nothing to say, or nobody knows the site's address.
pub fn of(scope: &Scope, page: Page, view: &PageView) -> Option<Html> {
    scope.site().settings.base_url.as_ref()?;
    if !page.is_found() {
        return None;
    }
    let about = subject(scope, page, view).or_else(|| dated(page, scope, view));
    let things: Vec<Value> = about.into_iter().chain(breadcrumbs(scope, view)).collect();
    if things.is_empty() {
        return None;
    }
    Some(Html(harmless(&json!({ "@context": "https://schema.org", "@graph": things }))))
}

/// JSON that ends no block and breaks no line, whatever stands in it: `</script>`, `<!--`, U+2028.
fn harmless(value: &Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// An object without what is absent.
fn thing(kind: &str, entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let kind = [("@type", json!(kind))];
    let entries = kind.into_iter().chain(entries).filter(|(_, value)| !value.is_null() && *value != json!(""));
    Value::Object(entries.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn breadcrumbs(scope: &Scope, view: &PageView) -> Option<Value> {
    let above = view.breadcrumbs.iter().map(|link| (link.title, scope.absolute(link.path)));
    let steps: Vec<_> = above.chain([(&*view.title, view.canonical.clone())]).collect();
    let step = |(at, (name, item)): (usize, &(&str, Option<String>))| {
        thing("ListItem", [("position", json!(at + 1)), ("name", json!(name)), ("item", json!(item))])
    };
    let steps: Vec<Value> = steps.iter().enumerate().map(step).collect();
    (!view.breadcrumbs.is_empty()).then(|| thing("BreadcrumbList", [("itemListElement", json!(steps))]))
}

fn subject(scope: &Scope, page: Page, view: &PageView) -> Option<Value> {
    let site = scope.site();
    match page {
        Page::Home => Some(thing(
            "WebSite",
            [
                ("name", json!(site.settings.title)),
                ("description", json!(site.settings.description)),
                ("url", json!(view.canonical)),
                ("inLanguage", json!(site.settings.language.code())),
                ("publisher", publisher(scope)),
            ],
        )),
        Page::Figure(figure) => Some(dataset(scope, figure, view)),
        Page::News(news) => Some(article(scope, news, view)),
        Page::Event(reference) => Some(event(scope, &site.events[reference], view)),
        Page::Organisation(reference) => Some(organisation(scope, reference)),
        _ => None,
    }
}

/// A page of which no more is said than when it was changed.
fn dated(page: Page, scope: &Scope, view: &PageView) -> Option<Value> {
    let modified = scope.site().history.modified(page.subject()?)?;
    Some(thing(
        "WebPage",
        [
            ("@id", json!(view.canonical)),
            ("name", json!(view.title)),
            ("url", json!(view.canonical)),
            ("dateModified", json!(modified.to_string())),
        ],
    ))
}

fn publisher(scope: &Scope) -> Value {
    scope.site().settings.publisher.map_or(Value::Null, |publisher| organisation(scope, publisher))
}

fn organisation(scope: &Scope, reference: Ref<model::Organisation>) -> Value {
    let organisation = &scope.site().organisations[reference];
    let keys = &organisation.keys;
    let kind = keys.kind.as_deref().unwrap_or_default().to_lowercase();
    let kind =
        if GOVERNMENTS.iter().any(|word| kind.contains(word)) { "GovernmentOrganization" } else { "Organization" };
    thing(
        kind,
        [
            ("@id", json!(scope.absolute(organisation.path()))),
            ("name", json!(organisation.title())),
            ("description", json!(organisation.summary())),
            ("url", json!(keys.website.as_ref().map(|address| &address.0))),
            ("telephone", json!(keys.phone)),
            ("email", json!(keys.email.as_ref().map(|address| &address.0))),
        ],
    )
}

fn dataset(scope: &Scope, reference: Ref<Figure>, view: &PageView) -> Value {
    let site = scope.site();
    let figure = &site.figures[reference];
    let keys = &figure.keys;
    let file = |path: String, kind: &str| {
        thing("DataDownload", [("encodingFormat", json!(kind)), ("contentUrl", json!(scope.absolute(&path)))])
    };
    let pictures = (0..figure.chart_names().len()).map(|at| file(download::picture_path(figure, at), "image/svg+xml"));
    let numbers = [(Format::Csv, "text/csv"), (Format::Json, "application/json")];
    let files: Vec<Value> =
        numbers.into_iter().map(|(of, kind)| file(download::path(figure, of), kind)).chain(pictures).collect();
    let example = if keys.illustrative { format!(" ({})", scope.word("illustrative")) } else { String::new() };
    let regions = figure.regions.iter().map(|region| thing("Place", [("name", json!(site.regions[*region].title()))]));
    let regions: Vec<Value> = regions.collect();
    thing(
        "Dataset",
        [
            ("@id", json!(view.canonical)),
            ("name", json!(format!("{}{example}", figure.title()))),
            ("description", json!(format!("{} {}", view.summary, outside::words(site, &figure.definition)).trim())),
            ("url", json!(view.canonical)),
            ("inLanguage", json!(site.settings.language.code())),
            ("isAccessibleForFree", json!(true)),
            ("license", json!(licence::address(site.licence_of(figure)))),
            ("creator", publisher(scope)),
            ("isBasedOn", json!(keys.source.url.as_ref().map(|address| &address.0))),
            ("temporalCoverage", json!(figure.days().map(|(first, last)| format!("{first}/{last}")))),
            ("spatialCoverage", if regions.is_empty() { Value::Null } else { json!(regions) }),
            ("variableMeasured", variable(figure)),
            ("dateModified", json!(site.data_modified(reference).map(|day| day.to_string()))),
            ("distribution", json!(files)),
        ],
    )
}

fn variable(figure: &Figure) -> Value {
    let unit = figure.keys.unit().map(Unit::word);
    thing("PropertyValue", [("name", json!(figure.title())), ("unitText", json!(unit))])
}

fn article(scope: &Scope, reference: Ref<model::News>, view: &PageView) -> Value {
    let site = scope.site();
    let news = &site.news[reference];
    let modified = site.history.modified(Subject::News(reference)).map(|day| day.max(news.keys.date).to_string());
    thing(
        "NewsArticle",
        [
            ("headline", json!(news.title())),
            ("description", json!(news.summary())),
            ("datePublished", json!(news.keys.date.to_string())),
            ("dateModified", json!(modified)),
            ("inLanguage", json!(site.settings.language.code())),
            ("url", json!(view.canonical)),
            ("mainEntityOfPage", json!(view.canonical)),
            ("publisher", publisher(scope)),
            ("author", publisher(scope)),
        ],
    )
}

fn event(scope: &Scope, event: &model::Event, view: &PageView) -> Value {
    let location = event.keys.location.as_ref();
    let place = location.map_or(Value::Null, |name| thing("Place", [("name", json!(name)), ("address", json!(name))]));
    let plan = event.plan.map(|plan| scope.site().plans[plan].coordinator);
    thing(
        "Event",
        [
            ("name", json!(event.title())),
            ("description", json!(event.summary())),
            ("startDate", json!(event.keys.date.to_string())),
            ("location", place),
            ("organizer", plan.flatten().map_or(Value::Null, |coordinator| organisation(scope, coordinator))),
            ("url", json!(view.canonical)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_the_block_or_a_line() {
        let value = json!({ "a": "</script><!-- & \u{2028}\u{2029}" });
        let text = harmless(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("it is still JSON"), value);
    }
}
