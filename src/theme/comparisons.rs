//! One figure of several regions: small charts on one scale, bars, maps, tables and the reasons why a figure is not there.

use super::contract::{
    BorderMap, ComparedFigure, Comparison, ComparisonCard, ComparisonRow, Fact, FileView, Html, Link, Ranked,
    RefusedFigure, Table, TableRow,
};
use super::rows::{file_kind, link};
use super::{HasPage, Scope};
use crate::chart;
use crate::diagnostic::problem::Mismatch;
use crate::model::compare::{self, Comparison as Model, Member, download};
use crate::model::figure::quota::Quota;
use crate::model::figure::series::Cell;
use crate::model::format::{FigureKind, Unit};
use crate::model::sentence::{amount, decimals, unit_word};

/// The most small charts on one page; of more regions the bars, the map and the table are read.
const MOST_PANELS: usize = 40;

impl<'s> Scope<'_, 's> {
    pub(super) fn comparison_rows(&self) -> Vec<ComparisonRow<'s>> {
        self.site().comparisons.iter().map(|(_, comparison)| self.comparison_row(comparison)).collect()
    }

    fn comparison_row(&self, comparison: &'s Model) -> ComparisonRow<'s> {
        ComparisonRow {
            title: comparison.title(),
            path: comparison.path(),
            kind: self.kind_of_figure(comparison.keys.kind.value),
            sentence: comparison.sentence(self.site()),
            illustrative: comparison.is_illustrative(self.site()),
            region_count: comparison.content.members.len(),
        }
    }

    /// The first comparison of a kind that has something to compare over time.
    pub(super) fn headline_comparison(&self, kind: FigureKind) -> Option<&'s Model> {
        let comparisons = self.site().comparisons.iter().map(|(_, comparison)| comparison);
        let mut of_kind = comparisons.filter(|comparison| comparison.keys.kind.value == kind);
        of_kind.find(|comparison| comparison.content.members.len() > 1 && comparison.content.periods.len() > 1)
    }

    /// A comparison in short, for the home page.
    pub(super) fn comparison_card(&self, kind: FigureKind) -> Option<ComparisonCard<'s>> {
        let comparison = self.headline_comparison(kind)?;
        Some(ComparisonCard { row: self.comparison_row(comparison), trends: self.trends_with_links(comparison) })
    }

    /// A comparison with everything that its page shows.
    pub(super) fn comparison<'v>(&'v self, comparison: &'s Model) -> Comparison<'v> {
        let content = &comparison.content;
        let latest = content.latest.map(|latest| content.periods[latest].text(self.language()));
        let (map, borders) = self.value_maps(comparison, latest.as_deref().unwrap_or_default());
        Comparison {
            row: self.comparison_row(comparison),
            trends: self.trends_with_links(comparison),
            bars: Html(self.ranked_bars(comparison, chart::Paint::Classes).unwrap_or_default()),
            map,
            borders,
            latest: latest.unwrap_or_default(),
            ranking: self.ranking(comparison),
            tables: self.comparison_tables(comparison),
            definition: self.html_below(&comparison.definition, "", 1),
            facts: self.comparison_facts(comparison),
            figures: content.members.iter().map(|member| self.compared_figure(member)).collect(),
            refused: content.refused.iter().map(|refused| self.refused_figure(refused)).collect(),
            downloads: self.comparison_files(comparison),
        }
    }

    fn region_link(&self, member: &Member) -> Link<'s> {
        link(&self.site().regions[member.region])
    }

    /// The address of a region's page, as seen from this one.
    fn region_href(&self, member: &Member) -> String {
        format!("{}{}", self.root, self.site().regions[member.region].path)
    }

    fn unit_of(&self, comparison: &Model) -> &'static str {
        comparison.unit().map_or("", |unit| unit_word(unit, self.language()))
    }

    /// The frame of a chart of a comparison.
    fn frame<'c>(
        &self,
        comparison: &'c Model,
        id: &'c str,
        [title, desc]: [&'c str; 2],
        paint: chart::Paint,
    ) -> chart::Frame<'c> {
        chart::Frame {
            id,
            title,
            desc,
            unit: self.unit_of(comparison),
            decimals: decimals(comparison.unit()),
            language: self.language(),
            paint,
        }
    }

    fn trends_with_links(&self, comparison: &Model) -> Html {
        Html(self.trends(comparison, chart::Paint::Classes).unwrap_or_default())
    }

    /// Small charts of the regions, with what they come to together in each of a quota: a quota of all lies among those of
    /// the regions, a sum does not. Links are for a page only. None of one period, and of more regions than can be seen.
    fn trends(&self, comparison: &Model, paint: chart::Paint) -> Option<String> {
        let content = &comparison.content;
        if content.latest.is_none() || content.periods.len() < 2 || content.members.len() > MOST_PANELS {
            return None;
        }
        let id = format!("verloop-{}--", crate::source::address::slug(&comparison.id));
        let desc = comparison.sentence(self.site());
        let periods: Vec<String> = content.periods.iter().map(|period| period.text(self.language())).collect();
        let hrefs: Vec<String> = content.members.iter().map(|member| self.region_href(member)).collect();
        let panels = content.members.iter().zip(&hrefs).map(|(member, href)| chart::Panel {
            name: self.site().regions[member.region].title(),
            href: (paint == chart::Paint::Classes).then_some(href.as_str()),
            series: series("", &member.values),
            missing: self.missing_all(&member.values),
        });
        let is_quota = comparison.keys.kind.value == FigureKind::TrainingQuota;
        let whole = content.whole.as_ref().filter(|_| is_quota);
        Some(chart::multiples(&chart::Multiples {
            frame: self.frame(comparison, &id, [comparison.title(), &desc], paint),
            periods: periods.iter().map(String::as_str).collect(),
            panels: panels.collect(),
            all: whole.map(|whole| series(self.word("all_regions_together"), whole)),
            references: Vec::new(),
        }))
    }

    /// Bars of the latest common period, the greatest first.
    fn ranked_bars(&self, comparison: &Model, paint: chart::Paint) -> Option<String> {
        let period = comparison.content.periods[comparison.content.latest?].text(self.language());
        let ranked = comparison.ranked();
        let id = format!("staven-{}--", crate::source::address::slug(&comparison.id));
        let title = format!("{}, {period}", comparison.title());
        let desc = comparison.sentence(self.site());
        let bar = |(member, cell): &(&Member, &Cell)| self.bar(self.site().regions[member.region].title(), cell);
        Some(chart::bars(&chart::Bars {
            frame: self.frame(comparison, &id, [&title, &desc], paint),
            bars: ranked.iter().map(bar).collect(),
            references: Vec::new(),
        }))
    }

    /// Regions as tiles and by their borders, coloured by the class of their value in the latest common period.
    fn value_maps(&self, comparison: &Model, period: &str) -> (Option<Html>, Option<BorderMap<'_>>) {
        let Some(latest) = comparison.content.latest else { return (None, None) };
        let standing = |region| {
            let member = comparison.content.members.iter().find(|member| member.region == region);
            member.map_or(chart::Standing::Empty, |member| self.value_standing(&member.values[latest]))
        };
        let values = comparison.content.members.iter().filter_map(|member| member.values[latest].value);
        let limits = chart::limits(values, decimals(comparison.unit()));
        let classes = || chart::Classes::Values(limits.clone());
        let slug = crate::source::address::slug(&comparison.id);
        let ids = [format!("kaart-{slug}--"), format!("grenzen-{slug}--")];
        let title = format!("{}, {period}", comparison.title());
        let desc = comparison.sentence(self.site());
        let frame = |map: usize| self.frame(comparison, &ids[map], [&title, &desc], chart::Paint::Classes);
        (self.tile_map(frame(0), classes(), standing), self.border_map(frame(1), classes(), standing))
    }

    /// What a map says of a region.
    fn value_standing(&self, cell: &Cell) -> chart::Standing<'s> {
        match cell.value {
            Some(value) if cell.status.is_provisional() => chart::Standing::Provisional(value),
            Some(value) => chart::Standing::Value(value),
            None => chart::Standing::Missing(self.missing(cell)),
        }
    }

    fn ranking(&self, comparison: &'s Model) -> Vec<Ranked<'s>> {
        let text = |cell: &Cell| match cell.value {
            Some(value) => {
                let amount = amount(value, cell.qualifier.as_deref(), comparison.unit(), self.language());
                amount + &self.status_mark(cell.status)
            }
            None => self.cell(cell, comparison.unit()),
        };
        let ranked = comparison.ranked().into_iter();
        ranked.map(|(member, cell)| Ranked { region: self.region_link(member), text: text(cell) }).collect()
    }

    fn comparison_tables(&self, comparison: &'s Model) -> Vec<Table<'s>> {
        let mut tables = Vec::new();
        if !comparison.content.members.is_empty() {
            tables.push(self.value_table(comparison));
        }
        tables.extend(self.quota_table(comparison));
        tables
    }

    /// Values by region and period; last what all regions come to.
    fn value_table(&self, comparison: &'s Model) -> Table<'s> {
        let content = &comparison.content;
        let unit = comparison.unit();
        let cells = |cells: &[Cell]| cells.iter().map(|cell| self.cell(cell, unit)).collect();
        let row = |member: &Member| TableRow {
            label: self.site().regions[member.region].title().into(),
            cells: cells(&member.values),
            total: false,
        };
        let whole = content.whole.as_ref().map(|whole| TableRow {
            label: self.word("all_regions_together").into(),
            cells: cells(whole),
            total: true,
        });
        let suffix = match self.unit_of(comparison) {
            "" => String::new(),
            unit => format!(" ({unit})"),
        };
        let periods = content.periods.iter().map(|period| period.text(self.language()).into());
        Table {
            caption: self.comparison_caption(comparison, &suffix).into(),
            columns: std::iter::once(self.word("region").into()).chain(periods).collect(),
            rows: content.members.iter().map(row).chain(whole).collect(),
            formula: "",
            notes: Vec::new(),
        }
    }

    /// Staff, places and what is missing, by region, in the latest common period of a quota.
    fn quota_table(&self, comparison: &'s Model) -> Option<Table<'s>> {
        let content = &comparison.content;
        let latest = content.latest.filter(|_| !content.whole_quota.is_empty())?;
        let reference = self.reference_of(comparison);
        let cells = |quota: Quota| {
            let shortfall = reference.and_then(|reference| quota.shortfall(reference));
            let [fte, percent] = [Some(Unit::Fte), Some(Unit::Percent)];
            let values =
                [(quota.staff_fte, fte), (quota.places_fte, fte), (quota.percent(), percent), (shortfall, fte)];
            values.map(|(value, unit)| self.cell(&quota.cell(value), unit)).to_vec()
        };
        let employers = |member: &Member| match &self.site().figures[member.figure].data {
            crate::model::figure::Data::Quota(data) => data.employers.len(),
            _ => 0,
        };
        let with_count = |count: usize, quota| {
            let mut all = vec![count.to_string()];
            all.extend(cells(quota));
            all
        };
        let row = |member: &Member| TableRow {
            label: self.site().regions[member.region].title().into(),
            cells: with_count(employers(member), member.quotas[latest]),
            total: false,
        };
        let total = TableRow {
            label: self.word("all_regions_together").into(),
            cells: with_count(content.members.iter().map(employers).sum(), content.whole_quota[latest]),
            total: true,
        };
        let period = format!(", {}", content.periods[latest].text(self.language()));
        let columns =
            ["region", "table_employers", "table_staff_fte", "table_places_fte", "table_quota", "table_shortfall"];
        Some(Table {
            caption: self.comparison_caption(comparison, &period).into(),
            columns: columns.map(|key| self.word(key).into()).to_vec(),
            rows: content.members.iter().map(row).chain([total]).collect(),
            formula: self.word("formula_quota"),
            notes: Vec::new(),
        })
    }

    /// The reference of a quota, when all figures have the same.
    fn reference_of(&self, comparison: &Model) -> Option<f64> {
        let references =
            comparison.content.members.iter().map(|member| match &self.site().figures[member.figure].data {
                crate::model::figure::Data::Quota(data) => Some(data.reference),
                _ => None,
            });
        let references: Vec<Option<f64>> = references.collect();
        let first = *references.first()?;
        first.filter(|_| references.iter().all(|reference| *reference == first))
    }

    /// Title of a table, with the mark that values are invented: it goes along wherever the table is copied to.
    fn comparison_caption(&self, comparison: &'s Model, suffix: &str) -> String {
        let row = self.comparison_row(comparison);
        let mark = if row.illustrative { format!(" – {}", self.word("illustrative")) } else { String::new() };
        format!("{}{suffix}{mark}", comparison.title())
    }

    fn comparison_facts(&self, comparison: &Model) -> Vec<Fact<'s>> {
        let keys = &comparison.keys;
        let unit = comparison.unit().map(|unit| match unit {
            Unit::Percent => self.word("unit_percent").to_owned(),
            unit => unit_word(unit, self.language()).to_owned(),
        });
        let facts = [
            ("fact_scope", keys.scope.as_deref().map(|scope| self.scope_words(scope))),
            ("fact_denominator", keys.denominator.map(|denominator| self.denominator(denominator).to_owned())),
            ("fact_reference_date", keys.reference_date.clone()),
            ("fact_unit", unit),
            ("fact_licence", Some(self.site().settings.licence.clone())),
        ];
        facts.into_iter().filter_map(|(label, text)| Some(Fact { label: self.word(label), text: text? })).collect()
    }

    fn compared_figure(&self, member: &Member) -> ComparedFigure<'s> {
        let figure = &self.site().figures[member.figure];
        ComparedFigure {
            figure: link(figure),
            region: self.region_link(member),
            source: &figure.keys.source.name,
            illustrative: figure.keys.illustrative,
        }
    }

    fn refused_figure(&self, refused: &compare::Refused) -> RefusedFigure<'s> {
        RefusedFigure {
            figure: link(&self.site().figures[refused.figure]),
            reasons: Mismatch::list(&refused.mismatches, self.language()),
        }
    }

    /// The comparison as a picture that stands alone: the course of each region, or else bars of the latest period.
    pub(super) fn comparison_picture(&self, comparison: &Model) -> String {
        let paint = chart::Paint::Inline;
        let chart = self.trends(comparison, paint).or_else(|| self.ranked_bars(comparison, paint));
        let example = || format!("{}: {}", self.word("fact_status"), self.word("illustrative"));
        let sources: Vec<&str> = comparison.sources(self.site()).into_keys().collect();
        let source = format!("{}: {}", self.word("source"), sources.join("; "));
        let remarks: Vec<String> =
            comparison.is_illustrative(self.site()).then(example).into_iter().chain([source]).collect();
        chart::alone(&chart::Alone {
            title: comparison.title(),
            sentence: &comparison.sentence(self.site()),
            remarks: &remarks,
            chart: &chart.expect("a comparison with a picture has values"),
        })
    }

    /// The files of a comparison, which stand beside its original page.
    fn comparison_files(&self, comparison: &Model) -> Vec<FileView> {
        let files = self.original.outside();
        let mut originals = files.site().comparisons.iter();
        let original = originals.find(|(_, other)| other.id == comparison.id);
        let (_, original) = original.expect("both sites have the same comparisons");
        let numbers = download::Form::ALL.map(|form| {
            let size = download::bytes(files.site(), original, form).len();
            let kind = matches!(form, download::Form::Metadata).then(|| "CSVW".to_owned());
            self.comparison_file(download::path(original, form), size, kind)
        });
        let picture = download::picture_path(original)
            .map(|path| self.comparison_file(path, files.comparison_picture(original).len(), None));
        numbers.into_iter().chain(picture).collect()
    }

    /// A file, of the kind that its name says if none is given.
    fn comparison_file(&self, path: String, size: usize, kind: Option<String>) -> FileView {
        let name = path.rsplit('/').next().expect("split gives at least one part").to_owned();
        let kind = kind.unwrap_or_else(|| file_kind(&name));
        FileView { kind, size: self.size(size as u64), purpose: String::new(), name, path }
    }
}

fn series<'c>(name: &'c str, cells: &[Cell]) -> chart::Series<'c> {
    chart::Series {
        provisional: cells.iter().map(|cell| cell.status.is_provisional()).collect(),
        ..chart::Series::new(name, cells.iter().map(|cell| cell.value).collect())
    }
}
