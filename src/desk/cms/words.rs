//! What people read in the CMS: a label for each key, and which keys name something else.

use crate::source::decode::Shape;

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
pub fn target(key: &str) -> Option<&'static str> {
    Some(match key {
        "regions" => "region",
        "plan" | "plans" => "plan",
        "line" | "lines" => "line",
        "topics" => "topic",
        "figures" => "figure",
        "comparison" => "comparison",
        "projects" | "instruments" => "project",
        "organisation" | "organisations" | "coordinator" | "contact" | "owners" | "publisher" => "organisation",
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
    ("documents", "Documenten"),
    ("done", "Bereikt"),
    ("draft", "Nog niet publiceren"),
    ("due", "Klaar op"),
    ("edition", "Uitgave"),
    ("email", "E-mailadres"),
    ("explanation", "Toelichting"),
    ("figures", "Cijfers"),
    ("file", "Bestand"),
    ("footer", "Onder aan elke pagina"),
    ("former_names", "Andere namen"),
    ("from", "Vanaf"),
    ("full", "Voluit"),
    ("goal", "Doel"),
    ("goal_note", "Opmerking bij het doel"),
    ("good", "Welke kant is goed?"),
    ("horizons", "Effect op termijn"),
    ("id", "Id"),
    ("illustrative", "Verzonnen voorbeeld"),
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
    ("role", "Rol"),
    ("routes", "Leerroutes"),
    ("row", "Rij"),
    ("scope", "Afbakening"),
    ("security_expires", "security.txt geldt tot en met"),
    ("short", "Korte naam"),
    ("show_employers", "Werkgevers bij naam"),
    ("signatories", "Ondertekenaars"),
    ("signed", "Getekend op"),
    ("slug", "Laatste deel van het adres"),
    ("social_images", "Plaatje bij een link"),
    ("source", "Bron"),
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
    ("unit", "Eenheid"),
    ("unsigned_reason", "Waarom niet getekend"),
    ("until", "Tot en met"),
    ("updates", "Berichten over de voortgang"),
    ("url", "Webadres"),
    ("value", "Waarde"),
    ("website", "Website"),
    ("year", "Jaar"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_in_the_order_of_their_keys_each_once() {
        assert!(LABELS.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order");
    }
}
