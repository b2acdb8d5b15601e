//! Figures whose values stand in a file: its columns become the same records as values in YAML.
//!
//! What comes in is a [`Table`] and the keys of `data`; what goes out are series, employers or learning routes in which
//! each value keeps the place of its cell. So whatever is checked and computed further on is the same for both.
//!
//! - `columns`: which column means what; - `cell`: a cell as a number, a gap or a period; - `series`, `employers`,
//!   `routes`: rows put together.

mod cell;
mod columns;
mod employers;
mod routes;
mod series;

use std::sync::Arc;

use super::format::*;
use super::link::AssetTable;
use super::period::PeriodType;
use super::reading::Raw;
use crate::diagnostic::data::{DataMistake, Hidden};
use crate::diagnostic::{Diagnostics, Files, Problem, Span, Spanned};
use crate::language::Language;
use crate::source::Asset;
use crate::source::table::{Cell, Library, Origin, Table, Wish};
use cell::Numbers;

/// Most mistakes that are reported of one file: what is wrong more often is wrong for one reason.
const MOST_MISTAKES: usize = 20;

/// A figure that takes values from files.
pub(super) struct Filled {
    /// The figure as it is written.
    pub written: Raw<FigureFile>,
    /// Paths of the files from the content folder.
    from: Vec<String>,
    /// What is wrong with what it takes from them.
    pub found: Diagnostics,
}

impl Filled {
    /// True when it takes values from one of these files.
    pub fn takes_from(&self, assets: &[Asset]) -> bool {
        assets.iter().any(|asset| self.from.contains(&asset.path))
    }

    /// Opens the file of a part of the data.
    fn find(
        &mut self,
        part: &DataKeys,
        assets: &mut AssetTable,
        library: &mut Library,
        files: &mut Files,
    ) -> Option<Table> {
        let Filled { written, from, found: diagnostics } = self;
        let asset = assets.named(written.dir(), &part.file, diagnostics)?;
        from.push(asset.path.clone());
        let wish = Wish { asset, named: part.file.span, sheet: part.sheet.as_ref(), range: part.range.as_ref() };
        library.table(wish, files, diagnostics)
    }
}

/// Reads the files that figures name into the records that would stand in their YAML; gives those of the figures that
/// name one.
pub(super) fn fill(
    figures: &mut [Raw<FigureFile>],
    assets: &mut AssetTable,
    language: Language,
    files: &mut Files,
) -> Vec<Filled> {
    let mut library = Library::default();
    let with_data = figures.iter_mut().filter(|figure| figure.keys.data.is_some());
    with_data.map(|figure| fill_one(figure, assets, &mut library, language, files)).collect()
}

fn fill_one(
    figure: &mut Raw<FigureFile>,
    assets: &mut AssetTable,
    library: &mut Library,
    language: Language,
    files: &mut Files,
) -> Filled {
    let mut filled = Filled { written: figure.clone(), from: Vec::new(), found: Diagnostics::default() };
    let keys = Arc::make_mut(&mut figure.keys);
    let data = keys.data.clone().expect("it is a figure with data");
    let mut read = Read::default();
    for part in &data.value.0 {
        check_keys(part, keys.kind.value, &mut filled.found);
        if let (Some(here), Some(there)) = (&part.total, &keys.total) {
            let problem = Problem::DuplicateKey { key: "total".into() };
            filled.found.report_with(here.span, problem, vec![there.span]);
        }
        let Some(table) = filled.find(part, assets, library, files) else { continue };
        let mut found = Diagnostics::default();
        let hidden = Dataset::new(part, table, keys, language, &mut found).read(keys.kind.value, &mut read);
        found.truncate(MOST_MISTAKES);
        filled.found.append(found);
        report_hidden(hidden, part.file.span, files, &mut filled.found);
    }
    read.put_into(keys, data.span);
    filled
}

/// Warns of values that nobody sees in the spreadsheet and everybody will see on the site.
fn report_hidden(values: Vec<(Span, Hidden)>, named: Span, files: &Files, diagnostics: &mut Diagnostics) {
    let Some((first, _)) = values.first() else { return };
    let sheet = files.get(first.file).sheet.as_deref().unwrap_or_default().to_owned();
    let hidden = values.iter().map(|(_, hidden)| *hidden).collect();
    diagnostics.report_with(*first, Problem::HiddenValues { sheet, hidden }, vec![named]);
}

/// Keys of `data` that belong to another kind of figure.
fn check_keys(part: &DataKeys, kind: FigureKind, diagnostics: &mut Diagnostics) {
    let quota = kind == FigureKind::TrainingQuota;
    let case = kind == FigureKind::BusinessCase;
    let series = !quota && !case;
    let place = |key: &Option<Spanned<String>>| key.as_ref().map(|key| key.span);
    let keys = [
        ("period", place(&part.period), !case),
        ("series", place(&part.series), series),
        ("value", place(&part.value), series),
        ("total", place(&part.total), series),
        ("names", part.names.as_ref().map(|names| names.span), !case),
        ("employer", place(&part.employer), quota),
        ("branch", place(&part.branch), quota),
        ("staff_fte", place(&part.staff_fte), quota),
        ("hours", place(&part.hours), quota),
        ("fte", place(&part.fte), quota),
        ("places", part.places.first().map(|places| places.span), quota),
        ("route", place(&part.route), !series),
        ("item", place(&part.item), case),
        ("costs", place(&part.costs), case),
        ("benefits", place(&part.benefits), case),
    ];
    for (key, span, belongs) in keys {
        if let (Some(span), false) = (span, belongs) {
            diagnostics.report(span, Problem::KeyOfOtherKind { key, kind: kind.word() });
        }
    }
}

/// What was read of all files of a figure.
#[derive(Default)]
struct Read {
    series: Vec<SeriesKeys>,
    total: Option<Spanned<Values>>,
    employers: Vec<EmployerKeys>,
    routes: Vec<RouteKeys>,
}

impl Read {
    /// Puts what was read before what stands in the YAML itself.
    fn put_into(self, keys: &mut FigureFile, span: Span) {
        fn before<T>(read: Vec<T>, written: &mut Option<Spanned<Vec<T>>>, span: Span) {
            let written = written.get_or_insert_with(|| Spanned::new(Vec::new(), span));
            written.value.splice(0..0, read);
        }
        match keys.kind.value {
            FigureKind::TrainingQuota => before(self.employers, &mut keys.employers, span),
            FigureKind::BusinessCase => before(self.routes, &mut keys.routes, span),
            FigureKind::Outflow | FigureKind::Capacity | FigureKind::Count => {
                before(self.series, &mut keys.series, span);
                keys.total = keys.total.take().or(self.total);
            }
        }
    }
}

/// A table with what its figure says of it.
struct Dataset<'a> {
    keys: &'a DataKeys,
    table: Table,
    title: String,
    periods: PeriodType,
    unit: Option<Unit>,
    language: Language,
    numbers: Numbers,
    /// The periods stood over the columns, and have a column of their own now.
    unfolded: bool,
    /// The values that were read and cannot be seen in the spreadsheet.
    hidden: Vec<(Span, Hidden)>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Dataset<'a> {
    fn new(
        keys: &'a DataKeys,
        table: Table,
        figure: &FigureFile,
        language: Language,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let said = keys.decimal.map(|decimal| if decimal == Decimal::Comma { ',' } else { '.' });
        let usual = match table.origin {
            Origin::StatLine { dutch: true } => Some(','),
            Origin::StatLine { dutch: false } | Origin::Wide | Origin::Long => Some('.'),
            Origin::Plain => None,
        };
        Dataset {
            keys,
            table,
            title: figure.page.title.value.clone(),
            periods: figure.period_type.unwrap_or(PeriodType::CalendarYear),
            unit: figure.unit(),
            language,
            numbers: Numbers::new(said.or(usual)),
            unfolded: false,
            hidden: Vec::new(),
            diagnostics,
        }
    }

    /// Puts the rows together, and gives the values among them that cannot be seen in the spreadsheet.
    fn read(mut self, kind: FigureKind, read: &mut Read) -> Vec<(Span, Hidden)> {
        if self.has_named_columns() && self.filter() {
            match kind {
                FigureKind::TrainingQuota => self.employers(&mut read.employers),
                FigureKind::BusinessCase => self.routes(&mut read.routes),
                FigureKind::Outflow | FigureKind::Capacity | FigureKind::Count => self.series(read),
            }
        }
        self.hidden
    }

    fn is_cbs(&self) -> bool {
        self.table.origin != Origin::Plain
    }

    /// True when every column that a key names exists; those that do not are all reported.
    fn has_named_columns(&mut self) -> bool {
        let keys = self.keys;
        let own = [
            &keys.period,
            &keys.series,
            &keys.value,
            &keys.status,
            &keys.note,
            &keys.employer,
            &keys.branch,
            &keys.staff_fte,
            &keys.route,
            &keys.hours,
            &keys.fte,
            &keys.item,
            &keys.costs,
            &keys.benefits,
        ];
        let places = keys.places.iter().flat_map(|places| [&places.hours, &places.fte]);
        let filtered = keys.filter.iter().flat_map(|filter| &filter.value.0).map(|(column, _)| column);
        let names: Vec<&Spanned<String>> = own.into_iter().chain(places).flatten().chain(filtered).collect();
        let found: Vec<_> = names.into_iter().map(|name| self.named(name)).collect();
        found.iter().all(Option::is_some)
    }

    /// Leaves out the rows that do not pass the filter; false when that cannot be done, which has been reported.
    fn filter(&mut self) -> bool {
        let keys = self.keys;
        let Some(filter) = &keys.filter else { return true };
        let mut wanted = Vec::new();
        for (column, values) in &filter.value.0 {
            let Some(at) = self.named(column) else { continue };
            for value in values {
                let known = self.distinct(at);
                if !known.contains(&value.value) {
                    let (column, value_text) = (column.value.clone(), value.value.clone());
                    let problem = Problem::UnknownDataValue { column, value: value_text, known };
                    self.diagnostics.report(value.span, problem);
                }
            }
            wanted.push((at, values));
        }
        if !self.diagnostics.is_empty() {
            return false;
        }
        let passes = |row: &Vec<Cell>| {
            let is_wanted = |at: usize, values: &[Spanned<String>]| {
                let shown = row[at].content.shown();
                values.iter().any(|value| value.value == shown)
            };
            wanted.iter().all(|(at, values)| is_wanted(*at, values))
        };
        self.table.rows.retain(passes);
        if self.table.rows.is_empty() {
            self.diagnostics.report(filter.span, Problem::DataFile { mistake: DataMistake::Filtered });
        }
        !self.table.rows.is_empty()
    }

    /// The values that a column has, each once, in the order of the file.
    fn distinct(&self, column: usize) -> Vec<String> {
        let mut seen = std::collections::BTreeSet::new();
        let shown = self.table.rows.iter().map(|row| row[column].content.shown());
        shown.filter(|text| !text.is_empty() && seen.insert(text.to_string())).map(|text| text.into_owned()).collect()
    }
}
