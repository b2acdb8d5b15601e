//! Small counts of persons are taken out, and enough related values with them.

use super::series::{Cell, SeriesData};

/// Takes small counts out, and with them so many others that no total gives them away.
///
/// Where a total is shown, what was taken out together is known to a reader: the total less the rest. So in each period
/// at least two values go, and together they are at least as large as the smallest count that may be shown; the smallest
/// of the others go first. Where that is impossible the total goes, too, and so does a total that is a small count itself.
pub(super) fn suppress(data: &mut SeriesData, below: f64) {
    for at in 0..data.periods.len() {
        let mut hidden: Vec<f64> = Vec::new();
        for row in data.rows.iter_mut().filter(|row| is_small(&row.values[at], below)) {
            hidden.extend(take_out(&mut row.values[at]));
        }
        let Some(total) = data.total.as_mut().map(|total| &mut total.values[at]).filter(|total| total.value.is_some())
        else {
            continue;
        };
        if is_small(total, below) {
            take_out(total);
            continue;
        }
        while !hidden.is_empty() && (hidden.len() < 2 || hidden.iter().sum::<f64>() < below) {
            let others =
                data.rows.iter_mut().map(|row| &mut row.values[at]).filter(|cell| cell.value.is_some_and(|v| v > 0.0));
            match others.min_by(|a, b| a.value.partial_cmp(&b.value).expect("values are finite")) {
                Some(smallest) => hidden.extend(take_out(smallest)),
                None => {
                    take_out(total);
                    break;
                }
            }
        }
    }
}

fn is_small(cell: &Cell, below: f64) -> bool {
    cell.value.is_some_and(|v| v > 0.0 && v < below)
}

/// Takes a value out and gives it.
fn take_out(cell: &mut Cell) -> Option<f64> {
    std::mem::replace(cell, Cell { suppressed: true, ..Cell::default() }).value
}

#[cfg(test)]
mod tests {
    use super::super::super::period::{Period, PeriodType};
    use super::super::series::{Row, sum};
    use super::*;

    fn data(rows: &[&[f64]], total: bool) -> SeriesData {
        let first = Period::read("2016", PeriodType::CalendarYear).expect("a year");
        let periods: Vec<Period> = std::iter::successors(Some(first), |p| Some(p.next())).take(rows[0].len()).collect();
        let cells = |row: &&[f64]| row.iter().map(|v| Cell { value: Some(*v), ..Cell::default() }).collect();
        let rows = rows.iter().map(|row| Row { values: cells(row), ..Row::default() }).collect();
        let mut data = SeriesData { periods, rows, ..SeriesData::default() };
        data.total = total.then(|| sum(&data)).flatten();
        data
    }

    fn shown(data: &SeriesData) -> Vec<Vec<Option<f64>>> {
        data.rows.iter().map(|row| row.values.iter().map(|c| c.value).collect()).collect()
    }

    #[test]
    fn a_small_count_takes_the_next_smallest_with_it_when_there_is_a_total() {
        let mut with_total = data(&[&[8.0, 20.0], &[30.0, 30.0], &[40.0, 40.0]], true);
        suppress(&mut with_total, 10.0);
        assert_eq!(shown(&with_total), [[None, Some(20.0)], [None, Some(30.0)], [Some(40.0), Some(40.0)]]);
        let mut alone = data(&[&[8.0, 20.0], &[30.0, 30.0]], false);
        suppress(&mut alone, 10.0);
        assert_eq!(shown(&alone), [[None, Some(20.0)], [Some(30.0), Some(30.0)]]);
    }

    #[test]
    fn what_is_hidden_together_is_never_a_small_count_itself() {
        let mut ones = data(&[&[1.0], &[1.0], &[30.0], &[40.0]], true);
        suppress(&mut ones, 10.0);
        assert_eq!(shown(&ones), [[None], [None], [None], [Some(40.0)]]);
        let mut only = data(&[&[1.0], &[0.0], &[0.0]], false);
        only.total = Some(Row { values: vec![Cell { value: Some(12.0), ..Cell::default() }], ..Row::default() });
        suppress(&mut only, 10.0);
        assert_eq!(only.total.expect("a total").values[0].value, None);
    }

    #[test]
    fn a_small_total_goes_too_and_zero_stays() {
        let mut data = data(&[&[0.0], &[8.0]], true);
        suppress(&mut data, 10.0);
        assert_eq!(shown(&data), [[Some(0.0)], [None]]);
        assert_eq!(data.total.expect("a total").values[0].value, None);
    }
}
