//! Arithmetic with values as they are shown: what was hidden or unknown stays so in all that follows from it.
//!
//! Every derived value of a figure is made here, from shown values only and after small counts were taken out. So a
//! derived value can never say more than the values that stand beside it.

use super::super::format::{FigureStatus, Gap};
use super::series::Cell;
use crate::language::Language;

/// A value that follows from others. Hidden when one of them is hidden; a gap, for the same reason, when one is a gap or
/// when the formula has no answer; as uncertain as the least certain; and roughly known when one is ("ruim", "zo'n").
pub(super) fn derive<const N: usize>(
    inputs: [&Cell; N],
    language: Language,
    formula: impl FnOnce([f64; N]) -> Option<f64>,
) -> Cell {
    if inputs.iter().any(|cell| cell.suppressed) {
        return Cell { suppressed: true, ..Cell::default() };
    }
    if let Some(gap) = inputs.iter().find(|cell| cell.value.is_none()).map(|cell| cell.gap) {
        return Cell { gap, ..Cell::default() };
    }
    let is_rough = inputs.iter().any(|cell| cell.qualifier.is_some());
    Cell {
        value: formula(inputs.map(|cell| cell.value.expect("none of the inputs is a gap"))),
        status: least_certain(inputs.iter().map(|cell| cell.status)),
        breaks: inputs.iter().any(|cell| cell.breaks),
        qualifier: is_rough.then(|| language.pick("ongeveer", "about").to_owned()),
        ..Cell::default()
    }
}

/// The status of what follows from several values; a first revision is more certain than none.
pub(super) fn least_certain(statuses: impl Iterator<Item = FigureStatus> + Clone) -> FigureStatus {
    let uncertain = [FigureStatus::Provisional, FigureStatus::Revised];
    uncertain.into_iter().find(|status| statuses.clone().any(|s| s == *status)).unwrap_or(FigureStatus::Final)
}

/// The sum of the parts of a whole. A part that cannot occur adds nothing; one that is unknown leaves the sum unknown,
/// and one that is hidden hides it.
pub(super) fn sum_of<'a>(parts: impl Iterator<Item = &'a Cell>) -> Cell {
    let (nothing, parts): (Vec<&Cell>, Vec<&Cell>) =
        parts.partition(|cell| cell.value.is_none() && !cell.suppressed && cell.gap == Gap::Impossible);
    if parts.is_empty() && !nothing.is_empty() {
        return Cell { gap: Gap::Impossible, ..Cell::default() };
    }
    if parts.iter().any(|cell| cell.suppressed) {
        return Cell { suppressed: true, ..Cell::default() };
    }
    Cell {
        value: parts.iter().map(|cell| cell.value).sum(),
        status: least_certain(parts.iter().map(|cell| cell.status)),
        breaks: parts.iter().any(|cell| cell.breaks),
        ..Cell::default()
    }
}

/// A part in percent of a whole; none of a whole that is not above zero.
pub(super) fn percent_of([part, whole]: [f64; 2]) -> Option<f64> {
    (whole > 0.0).then(|| part / whole * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: f64) -> Cell {
        Cell { value: Some(value), ..Cell::default() }
    }

    #[test]
    fn what_follows_from_a_hidden_value_is_hidden() {
        let hidden = Cell { suppressed: true, ..Cell::default() };
        for inputs in [[&hidden, &cell(100.0)], [&cell(10.0), &hidden], [&hidden, &Cell::default()]] {
            let share = derive(inputs, Language::Dutch, percent_of);
            assert_eq!((share.value, share.suppressed), (None, true));
        }
        assert!(sum_of([&hidden, &cell(1.0)].into_iter()).suppressed);
    }

    #[test]
    fn what_follows_from_a_gap_is_a_gap_for_the_same_reason() {
        let secret = Cell { gap: Gap::Withheld, ..Cell::default() };
        let share = derive([&secret, &cell(100.0)], Language::Dutch, percent_of);
        assert_eq!((share.value, share.gap, share.suppressed), (None, Gap::Withheld, false));
        assert_eq!(derive([&cell(1.0), &cell(0.0)], Language::Dutch, percent_of).value, None);
    }

    #[test]
    fn what_follows_from_a_rough_or_provisional_value_is_so_too() {
        let rough = Cell { qualifier: Some("ruim".into()), status: FigureStatus::Revised, ..cell(3200.0) };
        let share = derive([&cell(500.0), &rough], Language::Dutch, percent_of);
        assert_eq!((share.value, share.status), (Some(15.625), FigureStatus::Revised));
        assert_eq!(share.qualifier.as_deref(), Some("ongeveer"));
    }
}
