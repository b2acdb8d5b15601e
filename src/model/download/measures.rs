//! What is measured, in the words of a file: the name, the definition and the formula of each measure.

use crate::language::Language;
use crate::model::figure::sheet::Measure;

/// The word for a measure in a cell; of what a figure counts itself, that it is a series.
pub fn word(measure: Measure, language: Language) -> &'static str {
    let (dutch, english) = match measure {
        Measure::Value => ("reeks", "series"),
        Measure::Total => ("totaal", "total"),
        Measure::Inflow => ("instroom", "inflow"),
        Measure::Outflow => ("uitstroom", "outflow"),
        Measure::Net => ("saldo", "net flow"),
        Measure::Staff => ("personeel", "staff"),
        Measure::InflowOfStaff => ("instroom van personeel", "inflow of staff"),
        Measure::ShareOfStaff => ("deel van personeel", "share of staff"),
        Measure::ShareOfWhole => ("deel van geheel", "share of whole"),
        Measure::CareStaff => ("zorgpersoneel", "care staff"),
        Measure::Places => ("plaatsen", "places"),
        Measure::Quota => ("quote", "quota"),
        Measure::Required => ("nodige plaatsen", "required places"),
        Measure::Shortfall => ("tekort", "shortfall"),
        Measure::Points => ("afstand tot de referentie", "distance to the reference"),
        Measure::ShareOfCareStaff => ("deel van zorgpersoneel", "share of care staff"),
        Measure::Graduates => ("gediplomeerden", "graduates"),
    };
    language.pick(dutch, english)
}

/// How a measure is computed from others; none for what is given.
pub fn formula(measure: Measure, language: Language) -> Option<&'static str> {
    let (dutch, english) = match measure {
        Measure::Total => {
            ("totaal = som van de reeksen, of zoals de bron het geeft", "total = sum of the series, or as given")
        }
        Measure::Inflow => ("instroom = som van wie er komt", "inflow = sum of who comes"),
        Measure::Outflow => ("uitstroom = som van wie er gaat", "outflow = sum of who leaves"),
        Measure::Net => ("saldo = instroom − uitstroom", "net flow = inflow − outflow"),
        Measure::InflowOfStaff | Measure::ShareOfStaff => ("waarde ÷ personeel × 100", "value ÷ staff × 100"),
        Measure::ShareOfWhole => (
            "waarde ÷ totaal van die periode × 100; van wie er gaat: waarde ÷ uitstroom × 100",
            "value ÷ total of that period × 100; of who leaves: value ÷ outflow × 100",
        ),
        Measure::Quota => ("plaatsen ÷ zorgpersoneel × 100", "places ÷ care staff × 100"),
        Measure::Required => (
            "nodige plaatsen = zorgpersoneel × referentie, of zoals afgesproken",
            "required places = care staff × reference, or as agreed",
        ),
        Measure::Shortfall => ("tekort = nodige plaatsen − plaatsen", "shortfall = required places − places"),
        Measure::Points => ("quote − referentie", "quota − reference"),
        Measure::ShareOfCareStaff => (
            "zorgpersoneel ÷ zorgpersoneel van alle werkgevers × 100",
            "care staff ÷ care staff of all employers × 100",
        ),
        Measure::Value | Measure::Staff | Measure::CareStaff | Measure::Places | Measure::Graduates => return None,
    };
    Some(language.pick(dutch, english))
}

/// A column of its own for a measure: its names, what stands in it, and its unit.
pub struct OwnColumn {
    /// In Dutch and in English.
    pub names: (&'static str, &'static str),
    /// In Dutch and in English.
    pub meanings: (&'static str, &'static str),
    /// Unit of its numbers.
    pub unit: &'static str,
}

/// The column of a measure that has one of its own.
///
/// # Panics
///
/// For a measure that stands in rows.
pub fn own_column(measure: Measure) -> OwnColumn {
    let column = |names, meanings, unit| OwnColumn { names, meanings, unit };
    match measure {
        Measure::ShareOfWhole => column(
            ("deel_van_geheel_procent", "share_of_whole_percent"),
            ("Welk deel van het geheel de waarde is.", "What part of the whole the value is."),
            "procent",
        ),
        Measure::ShareOfStaff => column(
            ("deel_van_personeel_procent", "share_of_staff_percent"),
            ("Welk deel van het personeel de waarde is.", "What part of the staff the value is."),
            "procent",
        ),
        Measure::CareStaff => {
            column(("zorgpersoneel_fte", "care_staff_fte"), ("Zorginhoudelijke medewerkers.", "Care staff."), "fte")
        }
        Measure::Places => column(
            ("opleidingsplaatsen_fte", "training_places_fte"),
            ("Opleidingsplaatsen, uit uren of fte.", "Training places, from hours or FTE."),
            "fte",
        ),
        Measure::Quota => column(
            ("opleidingsquote_procent", "training_quota_percent"),
            (
                "Opleidingsplaatsen op het zorgpersoneel; van een route haar deel daarvan.",
                "Training places on care staff; of a route its part of that.",
            ),
            "procent",
        ),
        Measure::Points => column(
            ("afstand_procentpunt", "distance_points"),
            (
                "Hoeveel procentpunt de quote van de referentie afwijkt.",
                "By how many percentage points the quota differs from the reference.",
            ),
            "procentpunt",
        ),
        Measure::Required => column(
            ("nodige_plaatsen_fte", "required_places_fte"),
            ("Plaatsen die de referentie vraagt.", "Places that the reference asks for."),
            "fte",
        ),
        Measure::Shortfall => column(
            ("tekort_fte", "shortfall_fte"),
            (
                "Plaatsen die er nog niet zijn; onder nul zijn het er meer dan nodig.",
                "Places that are missing; below zero there are more than needed.",
            ),
            "fte",
        ),
        Measure::ShareOfCareStaff => column(
            ("deel_van_zorgpersoneel_procent", "share_of_care_staff_percent"),
            ("Welk deel van al het zorgpersoneel de werkgever heeft.", "What part of all care staff the employer has."),
            "procent",
        ),
        other => unreachable!("{other:?} stands in rows"),
    }
}
