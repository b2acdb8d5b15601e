//! What people read in the CMS: a label for each key, and which keys name something else.

use crate::source::decode::{KeyShape, Shape};

/// Several of a kind, by the name of its schema.
pub fn plural(kind: &str) -> &'static str {
    match kind {
        "region" => "Regio's",
        "plan" => "Plannen",
        "line" => "Actielijnen",
        "action" => "Acties",
        "topic" => "Thema's",
        "figure" => "Cijfers",
        "comparison" => "Vergelijkingen",
        "news" => "Nieuws",
        "practice" => "Goede voorbeelden",
        "project" => "Projecten",
        "organisation" => "Organisaties",
        "document" => "Documenten",
        "event" => "Agenda",
        "question" => "Vragen",
        "term" => "Begrippen",
        "page" => "Losse pagina's",
        other => unreachable!("`{other}` is a single file"),
    }
}

/// The kind of what a key refers to, by the name of its schema.
pub fn target(key: &KeyShape) -> Option<&'static str> {
    match &key.shape {
        Shape::Text => target_of_one(key.name),
        Shape::List(item) if **item == Shape::Text => target_of_many(key.name),
        _ => None,
    }
}

fn target_of_one(key: &str) -> Option<&'static str> {
    Some(match key {
        "plan" => "plan",
        "line" => "line",
        "comparison" => "comparison",
        "organisation" | "coordinator" | "contact" | "publisher" => "organisation",
        _ => return None,
    })
}

fn target_of_many(key: &str) -> Option<&'static str> {
    Some(match key {
        "regions" => "region",
        "plans" => "plan",
        "lines" => "line",
        "topics" => "topic",
        "figures" => "figure",
        "projects" | "instruments" => "project",
        "organisations" | "owners" => "organisation",
        "documents" => "document",
        "footer" => "page",
        _ => return None,
    })
}

/// True for a text that is longer than a line of a form.
pub fn is_long(key: &str) -> bool {
    ["summary", "description", "actions_intro", "status_note", "target", "text", "unsigned_reason", "note"]
        .contains(&key)
}

/// What is wrong with a value that does not fit.
pub fn pattern(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Web => Some("Een webadres begint met https:// of http://"),
        Shape::Email => Some("Dit is geen e-mailadres"),
        _ => None,
    }
}

/// What the handbook says of a key, for somebody who sees a form: without the way to write it. None when only that is left.
pub fn hint(meaning: &str) -> Option<String> {
    let meaning = ["verplicht: ", "true: ", "organisatie-id: "]
        .iter()
        .find_map(|start| meaning.strip_prefix(start))
        .unwrap_or(meaning);
    let (meaning, _) = meaning.split_once('{').unwrap_or((meaning, ""));
    let meaning = meaning.trim_end_matches(['[', ' ']).trim_end_matches("lijst van").trim_end_matches([' ', ':', ',']);
    let is_a_way_to_write = |meaning: &str| {
        let is_list = meaning.starts_with("lijst van ");
        meaning.ends_with("-id")
            || is_list && meaning.ends_with("-id's")
            || is_list && meaning.ends_with("als plan/lijn")
            || ["", "verplicht", "datum"].contains(&meaning)
    };
    (!is_a_way_to_write(meaning)).then(|| meaning.to_owned())
}

/// What a key is called; the key itself when nobody gave it a name, which a test forbids.
pub fn label(key: &'static str) -> &'static str {
    LABELS.iter().find(|(name, _)| *name == key).map_or(key, |(_, label)| label)
}

const LABELS: &[(&str, &str)] = &[
    ("action", "Boven de acties"),
    ("action_centre", "Actiecentrum"),
    ("actions", "Korte acties"),
    ("actions_intro", "Zin boven de acties"),
    ("amount", "Bedrag in euro"),
    ("as_of", "Stand van"),
    ("attribution", "Naamsvermelding"),
    ("availability", "Waar op te vragen"),
    ("base_url", "Adres van de site"),
    ("baseline", "Begin van het pad"),
    ("benefits", "Baten"),
    ("branch", "Branche"),
    ("break", "Vanaf hier anders geteld"),
    ("breakdown", "Opgesplitst naar"),
    ("centre", "Rol van het actiecentrum"),
    ("chart", "Vorm van de grafiek"),
    ("column", "Kolom"),
    ("columns", "Koppen boven de acties"),
    ("comparison", "Vergelijking"),
    ("contact", "Contact"),
    ("coordinator", "Coördinator"),
    ("costs", "Kosten"),
    ("date", "Datum"),
    ("declaration", "Intentieverklaring"),
    ("definition", "Wat is er geteld?"),
    ("denominator", "Aandeel van"),
    ("description", "Beschrijving"),
    ("direction", "Instroom of uitstroom"),
    ("documents", "Documenten"),
    ("done", "Bereikt"),
    ("draft", "Nog niet publiceren"),
    ("due", "Klaar op"),
    ("edition", "Uitgave"),
    ("email", "E-mailadres"),
    ("employers", "Werkgevers"),
    ("explanation", "Toelichting"),
    ("figures", "Cijfers"),
    ("file", "Bestand"),
    ("footer", "Onder aan elke pagina"),
    ("former_names", "Andere namen"),
    ("from", "Vanaf"),
    ("fte", "Fte"),
    ("full", "Voluit"),
    ("gap", "Waarom er geen waarde is"),
    ("goal", "Doel"),
    ("goal_note", "Opmerking bij het doel"),
    ("good", "Welke kant is goed?"),
    ("graduates", "Wie een diploma haalde"),
    ("horizons", "Effect op termijn"),
    ("hours", "Uren"),
    ("id", "Id"),
    ("illustrative", "Verzonnen voorbeeld"),
    ("inflow", "Wie begon"),
    ("instruments", "Instrumenten"),
    ("key_figures", "Kerncijfers"),
    ("kind", "Soort"),
    ("label", "Wat"),
    ("language", "Taal"),
    ("lead_in", "Zin vooraf"),
    ("licence", "Licentie"),
    ("line", "Actielijn"),
    ("lines", "Actielijnen"),
    ("location", "Plaats"),
    ("lower", "Ondergrens"),
    ("map", "Kaart"),
    ("meeting", "Overleg"),
    ("meetings", "Overleggen"),
    ("milestones", "Mijlpalen"),
    ("municipalities", "Aantal gemeenten"),
    ("name", "Naam"),
    ("note", "Opmerking"),
    ("notes", "Opmerkingen"),
    ("number", "Nummer"),
    ("order", "Volgorde"),
    ("organisation", "Organisatie"),
    ("organisations", "Organisaties"),
    ("owners", "Trekkers"),
    ("part", "Landsdeel"),
    ("parties", "Partijen"),
    ("per_year", "Keer per jaar"),
    ("period", "Periode"),
    ("period_type", "Soort periode"),
    ("phone", "Telefoon"),
    ("places", "Plaatsen"),
    ("plan", "Plan"),
    ("plans", "Plannen"),
    ("predecessor", "Voorganger"),
    ("pretty_links", "Links zonder index.html"),
    ("projects", "Projecten"),
    ("property", "Eigenschap met de regio"),
    ("publish_from", "Op de site vanaf"),
    ("publish_until", "Op de site tot en met"),
    ("publisher", "Uitgever"),
    ("qualifier", "Woord vóór het getal"),
    ("redirect_from", "Oude adressen"),
    ("reference", "Norm in procent"),
    ("reference_date", "Peildatum"),
    ("references", "Lijnen om mee te vergelijken"),
    ("regions", "Regio's"),
    ("required", "Nodige plaatsen"),
    ("role", "Rol"),
    ("route", "Leerroute"),
    ("routes", "Leerroutes"),
    ("row", "Rij"),
    ("scenario", "Scenario"),
    ("scope", "Afbakening"),
    ("security_expires", "security.txt geldt tot en met"),
    ("series", "Reeksen"),
    ("short", "Korte naam"),
    ("show_employers", "Werkgevers bij naam"),
    ("signatories", "Ondertekenaars"),
    ("signed", "Getekend op"),
    ("slug", "Laatste deel van het adres"),
    ("social_images", "Plaatje bij een link"),
    ("source", "Bron"),
    ("staff", "Personeel"),
    ("staff_fte", "Personeel in fte"),
    ("stale_after_months", "Verouderd na (maanden)"),
    ("start", "Begin"),
    ("state", "Stand"),
    ("status", "Status"),
    ("status_note", "Toelichting op de status"),
    ("subject", "Onderwerp van de zin"),
    ("summary", "Samenvatting"),
    ("suppress_below", "Verberg aantallen onder"),
    ("synonyms", "Synoniemen"),
    ("target", "Doel"),
    ("tasks", "Taken"),
    ("text", "Tekst"),
    ("theme", "Vormgeving"),
    ("themes", "Thema's"),
    ("tile", "Plaats op de schematische kaart"),
    ("time", "Tijd"),
    ("title", "Titel"),
    ("tolerance", "Toegestaan verschil in procent"),
    ("topics", "Thema's"),
    ("total", "Totaal"),
    ("unit", "Eenheid"),
    ("unsigned_reason", "Waarom niet getekend"),
    ("until", "Tot en met"),
    ("updates", "Berichten over de voortgang"),
    ("upper", "Bovengrens"),
    ("url", "Webadres"),
    ("value", "Waarde"),
    ("values", "Waarden"),
    ("website", "Website"),
    ("year", "Jaar"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_for_somebody_who_writes_no_yaml() {
        for (meaning, expected) in [
            ("verplicht: de titel, zonder Markdown", Some("de titel, zonder Markdown")),
            ("plaats op de tegelkaart: {column: 6}; short is kort", Some("plaats op de tegelkaart")),
            ("overleggen met een ritme: lijst van {id, title}", Some("overleggen met een ritme")),
            ("true: nog niet publiceren", Some("nog niet publiceren")),
            ("organisatie-id: wie te bereiken is", Some("wie te bereiken is")),
            ("gedateerde berichten, [{date, text}]: wat er is bijgekomen", Some("gedateerde berichten")),
            ("lijst van {date, text}", None),
            ("verplicht", None),
            ("organisatie-id", None),
            ("lijst van lijnen, als plan/lijn", None),
            ("lijst van regio-id's", None),
            (
                "lijst van regio-id's (een plan kan meer regio's dekken)",
                Some("lijst van regio-id's (een plan kan meer regio's dekken)"),
            ),
        ] {
            assert_eq!(hint(meaning).as_deref(), expected, "{meaning}");
        }
    }

    #[test]
    fn a_word_may_be_a_text_in_one_place_and_refer_to_others_elsewhere() {
        let list = Shape::List(Box::new(Shape::Text));
        for (name, shape, expected) in [
            ("instruments", list, Some("project")),
            ("instruments", Shape::Text, None),
            ("line", Shape::Text, Some("line")),
            ("title", Shape::Text, None),
        ] {
            assert_eq!(target(&KeyShape::new(name, false, shape)), expected, "{name}");
        }
    }

    #[test]
    fn labels_are_in_the_order_of_their_keys_each_once() {
        assert!(LABELS.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order");
    }
}
