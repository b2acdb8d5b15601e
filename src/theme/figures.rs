//! Figures on a page: sentence, charts, tables and facts, which all show the same values.

use super::contract::{Chart, Fact, FigureView, FileView, Html, Table, TableRow};
use super::rows::link;
use super::{HasPage, Scope};
use crate::chart;
use crate::model::Ref;
use crate::model::download;
use crate::model::figure::business_case::RouteTotal;
use crate::model::figure::quota::{Quota, QuotaData};
use crate::model::figure::series::{Cell, Row, SeriesData};
use crate::model::figure::{Data, Figure};
use crate::model::format::{Breakdown, ChartForm, Denominator, FigureKind, FigureStatus, Gap, Good, Unit};
use crate::model::period::Period;
use crate::model::sentence::{amount, decimals, euros, unit_word};
use crate::source::markdown::escape;

/// What is drawn and said of a figure, on whatever page.
pub struct Drawn {
    /// The sentence that says what it shows.
    pub sentence: String,
    charts: Vec<(&'static str, String)>,
    tables: Vec<OwnedTable>,
    facts: Vec<(&'static str, String)>,
    downloads: Vec<FileView>,
    has_suppressed: bool,
    provisional: bool,
}

/// A table whose texts belong to it.
struct OwnedTable {
    caption: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<String>, bool)>,
}

impl<'s> Scope<'_, 's> {
    /// What is drawn of a figure; drawn once for all pages.
    pub(super) fn drawn(&self, figure: Ref<Figure>) -> &Drawn {
        self.renderer.figures[figure.index()].get_or_init(|| self.draw(&self.site().figures[figure]))
    }

    /// A figure with everything that belongs beside its chart.
    pub(super) fn figure_view(&self, reference: Ref<Figure>) -> FigureView<'_> {
        let figure = &self.site().figures[reference];
        let drawn = self.drawn(reference);
        let again = self.count_figure(reference.index());
        let prefix = if again == 0 { String::new() } else { format!("{}-{again}-", figure.id) };
        let mut notes: Vec<Html> = figure
            .notes
            .iter()
            .enumerate()
            .map(|(i, note)| self.html_below(note, &format!("{prefix}noot-{i}-"), 1))
            .collect();
        let series = figure.keys.series.iter().flat_map(|series| &series.value);
        let remarks = series.filter_map(|series| Some((&series.name, series.note.as_ref()?)));
        notes.extend(remarks.map(|(name, note)| Html(format!("<p>{}: {}</p>", escape(name), escape(note)))));
        if drawn.has_suppressed {
            notes.push(Html(format!("<p>{}</p>", self.word("note_suppressed"))));
        }
        FigureView {
            id: &figure.id,
            title: figure.title(),
            path: figure.path(),
            kind: self.figure_kind(figure),
            sentence: &drawn.sentence,
            charts: drawn.charts.iter().map(|(caption, svg)| self.chart(caption, svg, figure, again)).collect(),
            tables: drawn.tables.iter().map(table).collect(),
            definition: self.html_below(&figure.definition, &prefix, 1),
            facts: drawn
                .facts
                .iter()
                .map(|(label, text)| Fact { label: self.word(label), text: text.clone() })
                .collect(),
            source: &figure.keys.source.name,
            source_url: figure.keys.source.url.as_ref().map(|url| url.0.as_str()),
            notes,
            illustrative: figure.keys.illustrative,
            provisional: drawn.provisional,
            downloads: drawn.downloads.clone(),
            regions: self.region_links(&figure.regions),
            lines: self.line_links(&figure.lines),
            topics: self.topic_links(&figure.topics),
            comparison: figure.comparison.map(|comparison| link(&self.site().comparisons[comparison])),
        }
    }

    /// A chart with ids that do not repeat, however often the figure stands on the page.
    fn chart(&self, caption: &'static str, svg: &str, figure: &Figure, again: usize) -> Chart<'s> {
        let svg = match again {
            0 => svg.to_owned(),
            _ => {
                let id = chart_id(figure);
                svg.replace(&id, &format!("{id}{again}-"))
            }
        };
        Chart { caption: if caption.is_empty() { "" } else { self.word(caption) }, svg: Html(svg) }
    }

    pub(super) fn figure_kind(&self, figure: &Figure) -> &'s str {
        self.kind_of_figure(figure.keys.kind.value)
    }

    pub(super) fn kind_of_figure(&self, kind: FigureKind) -> &'s str {
        self.word(match kind {
            FigureKind::Outflow => "figure_outflow",
            FigureKind::TrainingQuota => "figure_quota",
            FigureKind::Capacity => "figure_capacity",
            FigureKind::BusinessCase => "figure_business_case",
            FigureKind::Count => "figure_count",
        })
    }

    fn draw(&self, figure: &Figure) -> Drawn {
        let sentence = self.figure_sentence(figure);
        let (charts, tables) = match &figure.data {
            Data::Series(data) => (self.series_charts(figure, data, &sentence), vec![self.series_table(figure, data)]),
            Data::Quota(data) => (self.quota_charts(figure, data, &sentence), self.quota_tables(figure, data)),
            Data::BusinessCase(routes) => {
                (Vec::new(), routes.iter().map(|route| self.route_table(figure, route)).collect())
            }
        };
        let cells = || match &figure.data {
            Data::Series(data) => data.rows.iter().chain(&data.total).flat_map(|row| &row.values).collect(),
            _ => Vec::new(),
        };
        let quotas = || match &figure.data {
            Data::Quota(data) => data.employers.iter().flat_map(|e| &e.values).chain(&data.all).collect(),
            _ => Vec::new(),
        };
        Drawn {
            sentence,
            charts,
            tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
            facts: self.facts(figure),
            downloads: self.downloads(figure),
            has_suppressed: cells().iter().any(|cell| cell.suppressed) || quotas().iter().any(|q| q.suppressed),
            provisional: figure.keys.status.is_some_and(FigureStatus::is_provisional)
                || quotas().iter().any(|quota| quota.provisional && quota.percent().is_some())
                || cells().iter().any(|cell| cell.status.is_provisional()),
        }
    }

    fn downloads(&self, figure: &Figure) -> Vec<FileView> {
        let view = |format| {
            let path = download::path(figure, format);
            let size = download::bytes(self.site(), figure, format).len();
            let name = path.rsplit('/').next().expect("split gives at least one part").to_owned();
            FileView { kind: super::rows::file_kind(&name), size: self.size(size as u64), name, path }
        };
        download::Format::ALL.map(view).to_vec()
    }

    fn series_charts(&self, figure: &Figure, data: &SeriesData, sentence: &str) -> Vec<(&'static str, String)> {
        if !figure.has_values() {
            return Vec::new();
        }
        let id = chart_id(figure);
        let language = self.language();
        let frame = chart::Frame {
            id: &id,
            title: figure.title(),
            desc: sentence,
            unit: figure.keys.unit().map_or("", |unit| unit_word(unit, language)),
            decimals: decimals(figure.keys.unit()),
            language,
            paint: chart::Paint::Classes,
        };
        let reference = data
            .target
            .map(|(value, period)| (value, format!("{} {}", self.word("chart_target"), period.text(language))));
        let reference = reference.as_ref().map(|(value, label)| chart::Reference { value: *value, label });
        let svg = match form(figure, data) {
            ChartForm::Bars => {
                let bar = |row| chart::Bar::new(row_name(row), latest(row));
                chart::bars(&chart::Bars { frame, bars: data.rows.iter().map(bar).collect(), references: Vec::new() })
            }
            form => {
                let periods: Vec<String> = data.periods.iter().map(|p| p.text(language)).collect();
                let names = periods.iter().map(String::as_str).collect();
                let series = data.rows.iter().map(|row| series(row, figure)).collect();
                chart::trend(&chart::Trend {
                    form: if form == ChartForm::Stacked { chart::Form::Stacked } else { chart::Form::Lines },
                    references: Vec::from_iter(reference),
                    ..chart::Trend::new(frame, names, series)
                })
            }
        };
        vec![("", svg)]
    }

    fn quota_charts(&self, figure: &Figure, data: &QuotaData, sentence: &str) -> Vec<(&'static str, String)> {
        let language = self.language();
        let Some(last) = data.all.iter().rposition(|quota| quota.percent().is_some()) else { return Vec::new() };
        let (trend_id, bars_id) = (format!("{}trend-", chart_id(figure)), format!("{}werkgevers-", chart_id(figure)));
        let frame = |id, title| chart::Frame {
            id,
            title,
            desc: sentence,
            unit: "%",
            decimals: 1,
            language,
            paint: chart::Paint::Classes,
        };
        let label = format!("{} {} %", self.word("chart_reference"), language.number(data.reference, 1));
        let reference = Some(chart::Reference { value: data.reference, label: &label });
        let periods: Vec<String> = data.periods.iter().map(|p| p.text(language)).collect();
        let all = chart::Series {
            name: self.word("all_employers"),
            values: data.all.iter().map(|quota| quota.percent()).collect(),
            provisional: data.all.iter().map(|quota| quota.provisional).collect(),
            ..chart::Series::default()
        };
        let names = periods.iter().map(String::as_str).collect();
        let trend = chart::trend(&chart::Trend {
            references: Vec::from_iter(reference),
            ..chart::Trend::new(frame(&trend_id, figure.title()), names, vec![all])
        });
        let title = format!("{}, {}", figure.title(), periods[last]);
        let bar = |employer: &'_ crate::model::figure::quota::EmployerQuota| employer.values[last].percent();
        let bars = data.employers.iter().map(|e| chart::Bar::new(&e.name, bar(e))).collect();
        let references = Vec::from_iter(reference);
        let bars = chart::bars(&chart::Bars { frame: frame(&bars_id, &title), bars, references });
        vec![("chart_trend", trend), ("chart_employers", bars)]
    }

    fn series_table(&self, figure: &Figure, data: &SeriesData) -> OwnedTable {
        let language = self.language();
        let mut columns = vec![self.word("table_period").to_owned()];
        columns.extend(data.rows.iter().map(|row| row.name.clone()));
        let total = data.total.as_ref().filter(|_| data.rows.len() != 1);
        columns.extend(total.map(|_| self.word("table_total").to_owned()));
        let row = |(at, period): (usize, &Period)| {
            let cells =
                data.rows.iter().chain(total).map(|row| self.cell(&row.values[at], figure.keys.unit())).collect();
            (period.text(language), cells, false)
        };
        let unit = figure.keys.unit().map_or_else(String::new, |unit| format!(" ({})", unit_word(unit, language)));
        let mut rows: Vec<_> = data.periods.iter().enumerate().map(row).collect();
        if data.rows.is_empty() {
            rows.clear();
        }
        OwnedTable { caption: self.caption(figure, &unit), columns, rows }
    }

    /// Title of a table of the whole figure.
    fn caption(&self, figure: &Figure, unit: &str) -> String {
        self.marked(&format!("{}{unit}", figure.title()), figure)
    }

    /// A table's title with the mark that its values are invented: it goes along wherever the table is copied to.
    fn marked(&self, title: &str, figure: &Figure) -> String {
        match figure.keys.illustrative {
            true => format!("{title} – {}", self.word("illustrative")),
            false => title.to_owned(),
        }
    }

    /// A value as shown: with its qualifier, or the reason why there is none.
    pub(super) fn cell(&self, cell: &Cell, unit: Option<Unit>) -> String {
        let text = match cell.value {
            Some(value) => {
                let number = self.language().number(value, decimals(unit));
                cell.qualifier.as_ref().map_or(number.clone(), |qualifier| format!("{qualifier} {number}"))
            }
            None if cell.suppressed => self.word("cell_suppressed").to_owned(),
            None => self.gap(cell.gap).to_owned(),
        };
        let mark = match cell.status {
            FigureStatus::Final => String::new(),
            FigureStatus::Provisional => format!(" ({})", self.word("cell_provisional")),
            FigureStatus::Revised => format!(" ({})", self.word("cell_revised")),
        };
        let note = cell.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
        format!("{text}{mark}{note}")
    }

    /// Why there is no value.
    fn gap(&self, gap: Gap) -> &'s str {
        self.word(match gap {
            Gap::Unknown => "cell_unknown",
            Gap::Impossible => "cell_impossible",
            Gap::Withheld => "cell_withheld",
        })
    }

    /// An input or outcome of a quota, or the reason why there is none.
    pub(super) fn quota_number(&self, quota: Quota, value: Option<f64>) -> String {
        let missing = if quota.suppressed { "cell_suppressed" } else { "cell_unknown" };
        value.map_or_else(|| self.word(missing).to_owned(), |value| self.language().number(value, 1))
    }

    fn quota_cell(&self, quota: Quota) -> String {
        let mark = match quota.provisional && quota.percent().is_some() {
            true => format!(" ({})", self.word("cell_provisional")),
            false => String::new(),
        };
        format!("{}{mark}", self.quota_number(quota, quota.percent()))
    }

    fn quota_tables(&self, figure: &Figure, data: &QuotaData) -> Vec<OwnedTable> {
        let language = self.language();
        let columns = ["table_period", "table_staff_fte", "table_places_fte", "table_quota", "table_shortfall"];
        let row = |(period, quota): (&Period, &Quota)| {
            let cells = [quota.staff_fte, quota.places_fte, quota.percent(), quota.shortfall(data.reference)];
            let mut cells = cells.map(|value| self.quota_number(*quota, value));
            cells[2] = self.quota_cell(*quota);
            (period.text(language), cells.to_vec(), false)
        };
        let trend = OwnedTable {
            caption: self.caption(figure, ""),
            columns: columns.map(|key| self.word(key).to_owned()).to_vec(),
            rows: data.periods.iter().zip(&data.all).map(row).collect(),
        };
        let mut columns = vec![self.word("table_employer").to_owned()];
        columns.extend(data.periods.iter().map(|p| format!("{} (%)", p.text(language))));
        let row = |name: &str, values: &[Quota], total| {
            (name.to_owned(), values.iter().map(|quota| self.quota_cell(*quota)).collect(), total)
        };
        let mut rows: Vec<_> = data.employers.iter().map(|e| row(&e.name, &e.values, false)).collect();
        rows.push(row(self.word("all_employers"), &data.all, true));
        let caption = format!("{}: {}", self.caption(figure, ""), self.word("chart_employers").to_lowercase());
        vec![trend, OwnedTable { caption, columns, rows }]
    }

    /// Costs and benefits of a route; the unit stands over the column, not in every cell.
    fn route_table(&self, figure: &Figure, route: &RouteTotal) -> OwnedTable {
        let euros = |value| euros(value, self.language());
        let row = |(label, value): &(String, f64), sign: f64| (label.clone(), vec![euros(value * sign)], false);
        let mut rows: Vec<_> = route.costs.iter().map(|cost| row(cost, -1.0)).collect();
        rows.extend(route.benefits.iter().map(|benefit| row(benefit, 1.0)));
        rows.push((self.word("table_balance").to_owned(), vec![euros(route.balance())], true));
        let word = if route.is_balanced() { "balanced" } else { "not_balanced" };
        rows.push((self.word("table_balanced").to_owned(), vec![self.word(word).to_owned()], true));
        let columns = vec![format!("{} / {}", self.word("table_costs"), self.word("table_benefits")), "€".to_owned()];
        OwnedTable { caption: self.marked(&route.name, figure), columns, rows }
    }

    /// What a scope means, in words.
    pub(super) fn scope_words(&self, scope: &str) -> String {
        match scope {
            "breed" => self.word("scope_wide").to_owned(),
            "smal" => self.word("scope_narrow").to_owned(),
            other => other.to_owned(),
        }
    }

    pub(super) fn denominator(&self, denominator: Denominator) -> &'s str {
        self.word(match denominator {
            Denominator::None => "denominator_none",
            Denominator::Staff => "denominator_staff",
            Denominator::Outflow => "denominator_outflow",
        })
    }

    /// What else is known: each fact with the word that is its label.
    fn facts(&self, figure: &Figure) -> Vec<(&'static str, String)> {
        let keys = &figure.keys;
        let language = self.language();
        let word = |key: &'static str| self.word(key).to_owned();
        let scope = keys.scope.as_deref().map(|scope| self.scope_words(scope));
        let denominator = keys.denominator.map(|d| self.denominator(d).to_owned());
        let formula = match keys.kind.value {
            FigureKind::TrainingQuota => Some(word("formula_quota")),
            FigureKind::BusinessCase => Some(word("formula_balance")),
            _ => None,
        };
        let target = keys.target.as_ref().map(|target| {
            let target = &target.value;
            let value = amount(target.value, target.qualifier.as_deref(), keys.unit(), language);
            format!("{value} in {}", target.period.value)
        });
        let status = match keys.status {
            Some(FigureStatus::Provisional) => word("status_provisional"),
            Some(FigureStatus::Revised) => word("status_revised"),
            _ if keys.illustrative => word("illustrative"),
            _ => word("status_final"),
        };
        let good = keys.good.map(|good| match good {
            Good::Lower => word("good_lower"),
            Good::Higher => word("good_higher"),
        });
        let licence = keys.licence.clone().unwrap_or_else(|| self.site().settings.licence.clone());
        let facts = [
            ("fact_scope", scope),
            ("fact_denominator", denominator),
            ("fact_reference_date", keys.reference_date.clone()),
            ("fact_unit", keys.unit().map(|unit| unit_word(unit, language).to_owned())),
            ("fact_formula", formula),
            ("fact_good", good),
            ("fact_target", target),
            ("fact_status", Some(status)),
            ("fact_edition", keys.source.edition.clone()),
            ("fact_licence", Some(licence)),
        ];
        facts.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
    }
}

fn table(table: &OwnedTable) -> Table<'_> {
    let rows = table.rows.iter().map(|(label, cells, total)| TableRow {
        label: label.into(),
        cells: cells.clone(),
        total: *total,
    });
    let columns = table.columns.iter().map(Into::into).collect();
    Table { caption: (&table.caption).into(), columns, rows: rows.collect() }
}

/// The prefix of the ids of a figure's charts.
fn chart_id(figure: &Figure) -> String {
    format!("grafiek-{}--", crate::source::address::slug(&figure.id))
}

/// As asked for, or what suits the figure: layers for parts of a whole, else lines; bars for a single period.
fn form(figure: &Figure, data: &SeriesData) -> ChartForm {
    let parts = data.total.is_some()
        && matches!(figure.keys.breakdown, Some(Breakdown::Branch | Breakdown::Destination | Breakdown::Route));
    figure.keys.chart.unwrap_or(match data.periods.len() {
        1 => ChartForm::Bars,
        _ if parts => ChartForm::Stacked,
        _ => ChartForm::Lines,
    })
}

fn row_name(row: &Row) -> &str {
    &row.name
}

fn latest(row: &Row) -> Option<f64> {
    row.values.iter().rev().find_map(|cell| cell.value)
}

fn series<'a>(row: &'a Row, figure: &Figure) -> chart::Series<'a> {
    let all_provisional = figure.keys.status.is_some_and(FigureStatus::is_provisional);
    chart::Series {
        name: &row.name,
        values: row.values.iter().map(|cell| cell.value).collect(),
        provisional: row.values.iter().map(|cell| cell.status.is_provisional() || all_provisional).collect(),
        forecast: row.forecast,
        bounds: Vec::new(),
    }
}
