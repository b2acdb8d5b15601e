//! How sure a value in a file is, or why there is none. That a value is invented is not a status: an example can be
//! provisional too.

use crate::language::Language;
use crate::model::figure::Figure;
use crate::model::figure::quota::Quota;
use crate::model::figure::series::Cell;
use crate::model::format::{FigureStatus, Gap};

/// Why a value is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObservationStatus {
    /// Final.
    Definitief,
    /// Provisional: may still change.
    Voorlopig,
    /// Provisional, and revised once.
    NaderVoorlopig,
    /// A forecast.
    Prognose,
    /// A gap: nobody knows.
    Onbekend,
    /// A gap: there is no such thing to count.
    KanNietVoorkomen,
    /// A gap: unknown, unreliable or confidential, as its source says.
    OnbekendOfGeheim,
    /// A gap: a small count of persons, or one that would give it away.
    NietGetoond,
}

impl ObservationStatus {
    /// All of them.
    pub const ALL: [ObservationStatus; 8] = {
        use ObservationStatus::*;
        [Definitief, Voorlopig, NaderVoorlopig, Prognose, Onbekend, KanNietVoorkomen, OnbekendOfGeheim, NietGetoond]
    };

    /// The word for people.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            ObservationStatus::Definitief => language.pick("definitief", "final"),
            ObservationStatus::Voorlopig => language.pick("voorlopig", "provisional"),
            ObservationStatus::NaderVoorlopig => language.pick("nader voorlopig", "revised provisional"),
            ObservationStatus::Prognose => language.pick("prognose", "forecast"),
            ObservationStatus::Onbekend => language.pick("onbekend", "unknown"),
            ObservationStatus::KanNietVoorkomen => language.pick("kan niet voorkomen", "cannot occur"),
            ObservationStatus::OnbekendOfGeheim => {
                language.pick("onbekend, onbetrouwbaar of geheim", "unknown, unreliable or confidential")
            }
            ObservationStatus::NietGetoond => language.pick("niet getoond", "not shown"),
        }
    }
}

/// The status of what nothing more is said of.
pub fn general_status(figure: &Figure) -> ObservationStatus {
    figure.keys.status.unwrap_or(FigureStatus::Final).into()
}

impl From<FigureStatus> for ObservationStatus {
    fn from(status: FigureStatus) -> Self {
        match status {
            FigureStatus::Final => ObservationStatus::Definitief,
            FigureStatus::Provisional => ObservationStatus::Voorlopig,
            FigureStatus::Revised => ObservationStatus::NaderVoorlopig,
        }
    }
}

impl From<Gap> for ObservationStatus {
    fn from(gap: Gap) -> Self {
        match gap {
            Gap::Unknown => ObservationStatus::Onbekend,
            Gap::Impossible => ObservationStatus::KanNietVoorkomen,
            Gap::Withheld => ObservationStatus::OnbekendOfGeheim,
        }
    }
}

/// The status of a value, which may be a forecast, of a figure whose status in general is this.
pub fn cell_status(cell: &Cell, forecast: bool, general: ObservationStatus) -> ObservationStatus {
    match cell.value {
        None if cell.suppressed => ObservationStatus::NietGetoond,
        None => cell.gap.into(),
        _ if forecast => ObservationStatus::Prognose,
        _ if cell.status.is_provisional() => cell.status.into(),
        _ => general,
    }
}

/// The status of a quota.
pub fn quota_status(figure: &Figure, quota: &Quota) -> ObservationStatus {
    match quota.percent() {
        None if quota.suppressed => ObservationStatus::NietGetoond,
        None => ObservationStatus::Onbekend,
        Some(_) if quota.provisional => ObservationStatus::Voorlopig,
        Some(_) => general_status(figure),
    }
}
