//! Figures on a page: sentence, charts and facts, beside the tables of `tables`, which all show the same values.

use super::contract::{Chart, Fact, FigureView, FileView, Html};
use super::rows::link;
use super::tables::{self, Tables};
use super::{HasPage, Scope};
use crate::chart;
use crate::language::{Language, with_unit};
use crate::model::Ref;
use crate::model::download::{self, Format};
use crate::model::figure::capacity::CapacityData;
use crate::model::figure::quota::QuotaData;
use crate::model::figure::series::{Cell, Row, SeriesData};
use crate::model::figure::{Data, Figure};
use crate::model::format::{Breakdown, ChartForm, Denominator, Direction, FigureKind, FigureStatus, Good, Unit};
use crate::model::period::Period;
use crate::model::sentence::{amount, decimals, unit_word};
use crate::source::markdown::escape;

/// What is drawn and said of a figure, on whatever page.
pub struct Drawn {
    /// The sentence that says what it shows.
    pub sentence: String,
    /// Its course in the room of a word; none where a line would say nothing, or something is hidden.
    pub spark: Option<String>,
    charts: Vec<(&'static str, String)>,
    bullet: Option<String>,
    tables: Tables,
    facts: Vec<(&'static str, String)>,
    /// Sizes of its files in bytes, in the order of their formats.
    sizes: Vec<usize>,
    /// The charts as pictures that stand alone.
    pub pictures: Vec<String>,
    has_suppressed: bool,
    provisional: bool,
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
        notes.extend(self.series_sources(figure).map(|text| Html(format!("<p>{}</p>", escape(&text)))));
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
            tables: drawn.tables.main.iter().map(tables::view).collect(),
            computed: drawn.tables.computed.iter().map(tables::view).collect(),
            progress: figure.progress.as_ref().map(|progress| {
                let chart = drawn.bullet.as_ref().map(|svg| self.chart("", svg, figure, again));
                self.progress_view(progress, chart)
            }),
            as_of: figure.as_of().map(|day| self.date(day)),
            stale: figure.as_of().is_some_and(|day| self.site().settings.is_stale(day)),
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
            downloads: self.downloads_of(reference),
            regions: self.region_links(&figure.regions),
            lines: self.line_links(&figure.lines),
            topics: self.topic_links(&figure.topics),
            comparison: figure.comparison.map(|comparison| link(&self.site().comparisons[comparison])),
        }
    }

    /// Where the values of a series come from, when that is not where the figure's come from.
    fn series_sources<'f>(&self, figure: &'f Figure) -> impl Iterator<Item = String> + use<'f, 's> {
        let [source, edition] = ["source", "fact_edition"].map(|key| self.word(key));
        let series = figure.keys.series.iter().flat_map(|series| &series.value);
        series.filter_map(move |series| {
            let name = series.source.as_ref().map(|name| format!("{}: {name}", source.to_lowercase()));
            let issue = series.edition.as_ref().map(|issue| format!("{}: {issue}", edition.to_lowercase()));
            let known: Vec<String> = name.into_iter().chain(issue).collect();
            (!known.is_empty()).then(|| format!("{} – {}", series.name, known.join(", ")))
        })
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
        let charts = self.charts(figure, &sentence, chart::Paint::Classes);
        let pictures = self.pictures(figure, &sentence);
        let language = self.language();
        Drawn {
            spark: self.spark(figure, &sentence),
            sentence,
            charts,
            bullet: self.bullet_chart(figure),
            tables: self.tables(figure),
            facts: self.facts(figure),
            sizes: Format::ALL.map(|format| download::bytes(self.site(), figure, format).len()).to_vec(),
            pictures,
            has_suppressed: tables::any_cell(figure, language, |cell| cell.suppressed),
            provisional: figure.keys.status.is_some_and(FigureStatus::is_provisional)
                || tables::any_cell(figure, language, |cell| cell.status.is_provisional()),
        }
    }

    /// The course of the figure in the room of a word, named by its sentence. A line needs two values, and a hidden one
    /// would seem to be unknown.
    fn spark(&self, figure: &Figure, sentence: &str) -> Option<String> {
        let cells = figure.course();
        let known: Vec<_> = cells.iter().filter(|cell| cell.value.is_some()).collect();
        if known.len() < 2 || cells.iter().any(|cell| cell.suppressed) {
            return None;
        }
        Some(chart::sparkline(&chart::Sparkline {
            frame: chart::Frame {
                id: "",
                title: sentence,
                desc: "",
                unit: "",
                decimals: 0,
                language: self.language(),
                paint: chart::Paint::Classes,
            },
            values: cells.iter().map(|cell| cell.value).collect(),
            provisional: known.last().is_some_and(|cell| cell.status.is_provisional()),
            reference: None,
        }))
    }

    /// The charts of a figure, each with the word that is its heading; as many as [`Figure::chart_names`].
    pub(super) fn charts(&self, figure: &Figure, sentence: &str, paint: chart::Paint) -> Vec<(&'static str, String)> {
        let charts = match &figure.data {
            Data::Series(data) => self.series_charts(figure, data, sentence, paint),
            Data::Quota(data) => self.quota_charts(figure, data, sentence, paint),
            Data::Capacity(data) => self.capacity_charts(figure, data, sentence, paint),
            Data::BusinessCase(_) => Vec::new(),
        };
        assert_eq!(charts.len(), figure.chart_names().len(), "every chart of {} has a file", figure.id);
        charts
    }

    /// The charts as pictures that stand alone: each says what it shows, whether it is an example, and its source.
    fn pictures(&self, figure: &Figure, sentence: &str) -> Vec<String> {
        let source = format!("{}: {}", self.word("source"), figure.keys.source.name);
        let mark = |word| format!("{}: {}", self.word("fact_status"), self.word(word));
        let status = match figure.keys.status {
            _ if figure.keys.illustrative => Some(mark("illustrative")),
            Some(FigureStatus::Provisional) => Some(mark("status_provisional")),
            Some(FigureStatus::Revised) => Some(mark("status_revised")),
            _ => None,
        };
        let remarks: Vec<String> = status.into_iter().chain([source]).collect();
        let charts = self.charts(figure, sentence, chart::Paint::Inline);
        let picture = |(caption, chart): (&'static str, String)| {
            let title = match caption {
                "" => figure.title().to_owned(),
                caption => format!("{}: {}", figure.title(), self.word(caption).to_lowercase()),
            };
            chart::alone(&chart::Alone { title: &title, sentence, remarks: &remarks, chart: &chart })
        };
        charts.into_iter().map(picture).collect()
    }

    /// The files of a figure, which stand beside its original page.
    pub(super) fn downloads_of(&self, reference: Ref<Figure>) -> Vec<FileView> {
        let figure = &self.site().figures[reference];
        let files = self.original.outside();
        let drawn = files.drawn(self.original_of(reference));
        let view = |path: String, size: usize, kind: &str, purpose| FileView {
            name: path.rsplit('/').next().expect("split gives at least one part").to_owned(),
            kind: kind.to_owned(),
            size: self.size(size as u64),
            purpose: self.word(purpose).to_owned(),
            path,
        };
        let numbers = Format::ALL.iter().zip(&drawn.sizes).map(|(format, size)| {
            let (kind, purpose) = match format {
                Format::Csv => ("CSV", "download_csv"),
                Format::Metadata => ("CSVW", "download_metadata"),
                Format::Json => ("JSON", "download_json"),
            };
            view(download::path(figure, *format), *size, kind, purpose)
        });
        let picture = |(chart, svg): (usize, &String)| {
            view(download::picture_path(figure, chart), svg.len(), "SVG", "download_picture")
        };
        numbers.chain(drawn.pictures.iter().enumerate().map(picture)).collect()
    }

    /// The same figure in the tables of the original site.
    fn original_of(&self, reference: Ref<Figure>) -> Ref<Figure> {
        let id = &self.site().figures[reference].id;
        match self.renderer.translation {
            None => reference,
            Some(_) => {
                let mut originals = self.original.site.figures.iter();
                originals.find(|(_, other)| other.id == *id).expect("both sites have the same figures").0
            }
        }
    }

    fn series_charts(
        &self,
        figure: &Figure,
        data: &SeriesData,
        sentence: &str,
        paint: chart::Paint,
    ) -> Vec<(&'static str, String)> {
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
            paint,
        };
        let references: Vec<chart::Reference> = figure
            .keys
            .references
            .iter()
            .map(|reference| chart::Reference { value: reference.value, label: &reference.label })
            .collect();
        let svg = match form(figure, data) {
            _ if data.flows.is_some() && figure.keys.chart.is_none() => self.flow_chart(figure, data, frame),
            ChartForm::Bars => self.bar_chart(figure, data, references, frame),
            ChartForm::Stacked => self.trend_chart(figure, data, chart::Form::Stacked, references, frame),
            ChartForm::Columns => self.trend_chart(figure, data, chart::Form::Columns, references, frame),
            ChartForm::Lines => self.trend_chart(figure, data, chart::Form::Lines, references, frame),
        };
        vec![("", svg)]
    }

    /// A bar for each series, all of the latest period in which one of them has a value.
    fn bar_chart(
        &self,
        figure: &Figure,
        data: &SeriesData,
        references: Vec<chart::Reference>,
        frame: chart::Frame,
    ) -> String {
        let has_value = |at: &usize| data.rows.iter().any(|row| row.values[*at].value.is_some());
        let at = (0..data.periods.len()).rev().find(has_value).expect("a figure without values has no chart");
        let bars = data.rows.iter().map(|row| {
            let provisional = series(row, figure).provisional[at];
            chart::Bar { provisional, ..self.bar(&row.name, &row.values[at]) }
        });
        let unit = in_period(frame.unit, data.periods[at], self.language());
        chart::bars(&chart::Bars { frame: chart::Frame { unit: &unit, ..frame }, bars: bars.collect(), references })
    }

    /// What comes above the line, what goes below it, and what that comes to.
    fn flow_chart(&self, figure: &Figure, data: &SeriesData, frame: chart::Frame) -> String {
        let periods: Vec<String> = data.periods.iter().map(|p| p.text(self.language())).collect();
        let of = |direction| data.parts_of(direction).map(|(_, row)| series(row, figure)).collect();
        chart::flow(&chart::Flow {
            frame,
            periods: periods.iter().map(String::as_str).collect(),
            inflow: of(Direction::In),
            outflow: of(Direction::Out),
            net: Some(self.word("table_net")),
        })
    }

    /// Series over periods, up to the period of the target, with the path to it and what it is compared with.
    fn trend_chart(
        &self,
        figure: &Figure,
        data: &SeriesData,
        form: chart::Form,
        references: Vec<chart::Reference>,
        frame: chart::Frame,
    ) -> String {
        let language = self.language();
        // A chart of parts does not show their whole, unless they are stacked; the target is one for the whole.
        let shows_whole = form != chart::Form::Lines || data.total.is_none();
        let goal = data.target.filter(|_| shows_whole);
        let all =
            crate::model::every_period(data.periods.iter().copied().chain(goal.map(|(_, period)| period)).collect());
        // A target from before all values has no place beside them.
        let all = if all.first() == data.periods.first() { all } else { data.periods.clone() };
        let place = |period| all.iter().position(|other| *other == period);
        let label = goal.map(|(_, period)| format!("{} {}", self.word("chart_target"), period.text(language)));
        let base = figure.progress.as_ref().and_then(|progress| progress.base.as_ref());
        let base = base.and_then(|base| Some((place(base.period)?, base.value)));
        let target = goal
            .zip(label.as_deref())
            .and_then(|((value, period), label)| Some(chart::Target { place: place(period)?, value, label, base }));
        let breaks = (1..data.periods.len()).filter_map(|at| {
            let cell = data.rows.iter().map(|row| &row.values[at]).find(|cell| cell.breaks)?;
            Some(chart::Break { place: at, label: cell.note.as_deref().unwrap_or_else(|| self.word("cell_break")) })
        });
        let periods: Vec<String> = all.iter().map(|p| p.text(language)).collect();
        let names = periods.iter().map(String::as_str).collect();
        let series = data.rows.iter().map(|row| series(row, figure)).collect();
        chart::trend(&chart::Trend {
            form,
            references,
            target,
            breaks: breaks.collect(),
            ..chart::Trend::new(frame, names, series)
        })
    }

    /// The latest value against its base, target and what is required by now; none without a path or a value.
    fn bullet_chart(&self, figure: &Figure) -> Option<String> {
        let language = self.language();
        let progress = figure.progress.as_ref()?;
        let actual = progress.actual.as_ref()?;
        let target = progress.target.period?;
        let word = |key, period: Period| format!("{} {}", self.word(key).to_lowercase(), period.text(language));
        let [now, required] = ["progress_actual", "progress_required"].map(|key| word(key, actual.period));
        let base = progress.base.as_ref().map(|base| word("progress_base", base.period)).unwrap_or_default();
        let goal = word("progress_target", target);
        let id = format!("{}voortgang-", chart_id(figure));
        let title = format!("{}: {}", self.word("progress"), figure.title());
        let desc = progress.outcome.word(language);
        Some(chart::bullet(&chart::Bullet {
            frame: chart::Frame {
                id: &id,
                title: &title,
                desc,
                unit: progress.unit.map_or("", |unit| unit_word(unit, language)),
                decimals: decimals(progress.unit),
                language,
                paint: chart::Paint::Classes,
            },
            words: chart::BulletWords { actual: &now, base: &base, required: &required, target: &goal },
            rows: vec![chart::Measure {
                name: "",
                actual: Some(actual.value),
                provisional: actual.provisional,
                base: progress.base.as_ref().map(|base| base.value),
                required: progress.required.map(|required| required.value),
                target: Some(progress.target.value),
            }],
        }))
    }

    /// Places, students and what is required, over the periods; where places are in FTE, without the students.
    fn capacity_charts(
        &self,
        figure: &Figure,
        data: &CapacityData,
        sentence: &str,
        paint: chart::Paint,
    ) -> Vec<(&'static str, String)> {
        if !figure.has_values() {
            return Vec::new();
        }
        let language = self.language();
        let id = chart_id(figure);
        let all = &data.all;
        let students = data.unit == Unit::Places;
        let curves = [
            ("table_places", all.places.as_ref()),
            ("table_inflow", all.inflow.as_ref().filter(|_| students)),
            ("table_graduates", all.graduates.as_ref().filter(|_| students)),
            ("table_required", all.required.as_ref()),
        ];
        let curves = curves.into_iter().filter_map(|(name, cells)| Some((name, cells?)));
        let series = curves.map(|(name, cells)| chart::Series {
            name: self.word(name),
            values: cells.iter().map(|cell| cell.value).collect(),
            provisional: cells.iter().map(|cell| cell.status.is_provisional()).collect(),
            ..chart::Series::default()
        });
        let periods: Vec<String> = data.periods.iter().map(|p| p.text(language)).collect();
        let names = periods.iter().map(String::as_str).collect();
        let unit = if students { language.pick("aantal", "number") } else { unit_word(data.unit, language) };
        let frame = chart::Frame {
            id: &id,
            title: figure.title(),
            desc: sentence,
            unit,
            decimals: decimals(Some(data.unit)),
            language,
            paint,
        };
        let svg = chart::trend(&chart::Trend::new(frame, names, series.collect()));
        vec![("", svg)]
    }

    fn quota_charts(
        &self,
        figure: &Figure,
        data: &QuotaData,
        sentence: &str,
        paint: chart::Paint,
    ) -> Vec<(&'static str, String)> {
        let language = self.language();
        let Some(last) = data.all.iter().rposition(|quota| quota.percent().is_some()) else { return Vec::new() };
        let (trend_id, bars_id) = (format!("{}trend-", chart_id(figure)), format!("{}werkgevers-", chart_id(figure)));
        let frame = |id, title| chart::Frame { id, title, desc: sentence, unit: "%", decimals: 1, language, paint };
        let label = format!("{} {}", self.word("chart_reference"), with_unit(&language.number(data.reference, 1), "%"));
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
        let bars = data.employers.iter().map(|employer| {
            let quota = employer.values[last];
            self.bar(&employer.name, &quota.cell(quota.percent()))
        });
        let unit = in_period("%", data.periods[last], language);
        let bars = chart::bars(&chart::Bars {
            frame: chart::Frame { unit: &unit, ..frame(&bars_id, &title) },
            bars: bars.collect(),
            references: Vec::from_iter(reference),
        });
        vec![("chart_trend", trend), ("chart_employers", bars)]
    }

    /// A bar of a value, or the words that a table has in its place.
    pub(super) fn bar<'c>(&self, name: &'c str, cell: &Cell) -> chart::Bar<'c>
    where
        's: 'c,
    {
        let missing = self.missing(cell);
        chart::Bar { name, value: cell.value, missing, provisional: cell.status.is_provisional() }
    }

    /// What a scope means, in words.
    pub(super) fn scope_words(&self, scope: &str) -> String {
        match scope {
            "breed" => self.word("scope_wide").to_owned(),
            "smal" => self.word("scope_narrow").to_owned(),
            other => self.own(other),
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
        let licence = self.site().licence_of(figure).to_owned();
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

/// The unit of a chart of one period, with that period: `personen, 2019`.
fn in_period(unit: &str, period: Period, language: Language) -> String {
    let parts = [unit.to_owned(), period.text(language)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn series<'a>(row: &'a Row, figure: &Figure) -> chart::Series<'a> {
    let all_provisional = figure.keys.status.is_some_and(FigureStatus::is_provisional);
    chart::Series {
        name: &row.name,
        values: row.values.iter().map(|cell| cell.value).collect(),
        provisional: row.values.iter().map(|cell| cell.status.is_provisional() || all_provisional).collect(),
        forecast: row.forecast,
        bounds: row.values.iter().map(|cell| cell.lower.zip(cell.upper)).collect(),
    }
}
