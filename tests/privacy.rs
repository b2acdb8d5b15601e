//! Nobody can be recognised: what is hidden in a built site cannot be worked out from anything that it publishes.
//!
//! The attacker here shares nothing with the program. It reads the files of the site, and of each count that is not shown
//! tries every value that could stand there.

mod program;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use program::{Project, SITE, Tree};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Counts below this are small.
const BELOW: u32 = 10;

// --- What is written -------------------------------------------------------------------------------------------------

/// A figure on outflow to be written: rows of values by year, from 2020 on.
#[derive(Debug, Clone, Default)]
struct Written {
    id: String,
    regions: Vec<String>,
    breakdown: &'static str,
    rows: Vec<(String, Vec<Option<u32>>)>,
    total: Option<Vec<u32>>,
}

impl Written {
    fn new(id: &str, region: &str, breakdown: &'static str, rows: &[(&str, &[u32])]) -> Written {
        let row = |(name, values): &(&str, &[u32])| ((*name).to_owned(), values.iter().copied().map(Some).collect());
        Written {
            id: id.to_owned(),
            regions: vec![region.to_owned()],
            breakdown,
            rows: rows.iter().map(row).collect(),
            total: None,
        }
    }

    fn yaml(&self) -> String {
        let mut text = format!(
            "title: Cijfer {}\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\n\
             reference_date: vierde kwartaal\ndefinition: Mensen die weggingen.\nsource: {{name: Bron}}\n\
             regions: [{}]\n",
            self.id,
            self.regions.join(", ")
        );
        if !self.breakdown.is_empty() {
            writeln!(text, "breakdown: {}", self.breakdown).expect("writing to memory never fails");
        }
        text.push_str("series:\n");
        for (name, values) in &self.rows {
            let value = |(at, value): (usize, &Option<u32>)| {
                format!("{}: {}", 2020 + at, value.map_or("~".to_owned(), |value| value.to_string()))
            };
            let values: Vec<String> = values.iter().enumerate().map(value).collect();
            writeln!(text, "  - {{name: {name}, values: {{{}}}}}", values.join(", ")).expect("as above");
        }
        if let Some(total) = &self.total {
            let values: Vec<String> = total.iter().enumerate().map(|(at, v)| format!("{}: {v}", 2020 + at)).collect();
            writeln!(text, "total: {{{}}}", values.join(", ")).expect("as above");
        }
        text
    }
}

fn build(figures: &[Written]) -> Tree {
    let mut project = Project::new(&[("content/site.yaml", SITE)]);
    write(&mut project, figures);
    project.build(&[])
}

fn write(project: &mut Project, figures: &[Written]) {
    for figure in figures {
        for region in &figure.regions {
            project.write(&format!("content/regions/{region}.md"), format!("---\ntitle: Regio {region}\n---\n"));
        }
        project.write(&format!("content/figures/{}.yaml", figure.id), figure.yaml());
    }
}

// --- What is published -----------------------------------------------------------------------------------------------

/// What a reader finds at a place of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Shown(u32),
    Hidden,
    Unknown,
}

/// What is found of a figure: by series (the total is `totaal`) and year.
type Published = BTreeMap<(String, String), Found>;

fn published(tree: &Tree, id: &str) -> Published {
    let bytes = &tree[&format!("cijfers/{id}/{id}.csv")];
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    let heading = reader.headers().expect("the file has a heading").clone();
    let column = |name| heading.iter().position(|cell| cell == name).expect("the column is there");
    let (year, row, value, status) = (column("periode"), column("reeks"), column("waarde"), column("status"));
    let mut found = Published::new();
    for record in reader.records() {
        let record = record.expect("the file is CSV");
        let cell = match (&record[value], &record[status]) {
            ("", "niet getoond") => Found::Hidden,
            ("", _) => Found::Unknown,
            (value, _) => Found::Shown(value.parse().expect("a whole number")),
        };
        found.insert((record[row].to_owned(), record[year].to_owned()), cell);
    }
    found
}

fn hidden(published: &Published) -> Vec<String> {
    let hidden = published.iter().filter(|(_, found)| **found == Found::Hidden);
    hidden.map(|((row, year), _)| format!("{row} {year}")).collect()
}

// --- The attacker ----------------------------------------------------------------------------------------------------

/// What a reader knows of one year: values that are found or sought, and sums of them that are zero.
#[derive(Default)]
struct Knowledge {
    found: Vec<Found>,
    sums: Vec<Vec<(usize, i64)>>,
}

impl Knowledge {
    /// Adds a figure of a year; gives the numbers of its rows by name. Rows that a reader takes for the same have one
    /// number in `known`.
    fn add(&mut self, figure: &Published, year: &str, known: &BTreeMap<String, usize>) -> BTreeMap<String, usize> {
        let mut rows = BTreeMap::new();
        for ((row, _), found) in figure.iter().filter(|((_, at), _)| at == year) {
            let number = known.get(row).copied().unwrap_or_else(|| {
                self.found.push(*found);
                self.found.len() - 1
            });
            if let (Found::Hidden | Found::Unknown, Found::Shown(_)) = (self.found[number], found) {
                self.found[number] = *found;
            }
            rows.insert(row.clone(), number);
        }
        if let Some(total) = rows.get("totaal").filter(|total| self.found[**total] != Found::Unknown) {
            let parts = rows.iter().filter(|(row, _)| *row != "totaal").map(|(_, number)| (*number, 1));
            self.sums.push(parts.chain([(*total, -1)]).collect());
        }
        rows
    }

    /// What a hidden count can be, as far as it is small: all that fits.
    fn small(&self, number: usize) -> Vec<u32> {
        (1..BELOW).filter(|value| self.fits(number, *value)).collect()
    }

    /// What would be known if only zeros were shown: that two who are not none are two together.
    fn without_values(&self) -> Knowledge {
        let hide = |found: &Found| if matches!(found, Found::Shown(1..)) { Found::Hidden } else { *found };
        Knowledge { found: self.found.iter().map(hide).collect(), sums: self.sums.clone() }
    }

    fn fits(&self, number: usize, value: u32) -> bool {
        let mut values: Vec<Option<i64>> = self.found.iter().map(|found| known(*found)).collect();
        values[number] = Some(i64::from(value));
        self.can_be(&mut values)
    }

    /// Tries every value for what is not known; a count beyond 150 is not needed in these tests.
    fn can_be(&self, values: &mut Vec<Option<i64>>) -> bool {
        let open = |sum: &Vec<(usize, i64)>| sum.iter().filter(|(at, _)| values[*at].is_none()).count();
        for sum in &self.sums {
            let known: i64 = sum.iter().filter_map(|(at, sign)| values[*at].map(|value| value * sign)).sum();
            let unknown: Vec<_> = sum.iter().filter(|(at, _)| values[*at].is_none()).collect();
            let least = |at: usize| i64::from(self.found[at] == Found::Hidden);
            // Without the whole among what is unknown, the rest has to have room for it.
            if unknown.is_empty() && known != 0 {
                return false;
            }
            if unknown.iter().all(|(_, sign)| *sign > 0) {
                let least: i64 = unknown.iter().map(|(at, _)| least(*at)).sum();
                if known + least > 0 {
                    return false;
                }
            }
        }
        let Some(sum) = self.sums.iter().filter(|sum| open(sum) > 0).min_by_key(|sum| open(sum)) else { return true };
        let (at, sign) = *sum.iter().find(|(at, _)| values[*at].is_none()).expect("the sum is open");
        let least = i64::from(self.found[at] == Found::Hidden);
        let tries: Vec<i64> = match open(sum) {
            1 => vec![-sign * sum.iter().filter_map(|(at, sign)| values[*at].map(|value| value * sign)).sum::<i64>()],
            _ => (least..=150).collect(),
        };
        for value in tries.into_iter().filter(|value| *value >= least) {
            values[at] = Some(value);
            if self.can_be(values) {
                values[at] = None;
                return true;
            }
        }
        values[at] = None;
        false
    }
}

fn known(found: Found) -> Option<i64> {
    match found {
        Found::Shown(value) => Some(i64::from(value)),
        Found::Hidden | Found::Unknown => None,
    }
}

/// Fails when what is known says more of a small count than that it is one.
fn hold(knowledge: &Knowledge, number: usize, truth: u32, what: &str) -> Result<(), TestCaseError> {
    if truth == 0 || truth >= BELOW {
        return Ok(());
    }
    prop_assert_eq!(knowledge.found[number], Found::Hidden, "{} is shown", what);
    let small = knowledge.small(number);
    prop_assert_eq!(&small, &knowledge.without_values().small(number), "{} is one of {:?}", what, &small);
    prop_assert!(small.len() as u32 + 4 >= BELOW, "{} is one of {:?}", what, small);
    Ok(())
}

// --- Any figures -----------------------------------------------------------------------------------------------------

/// Two figures of a region: outflow by branch and by destination. They can share a row and have the same total.
#[derive(Debug, Clone)]
struct Case {
    branches: Vec<Option<u32>>,
    destinations: Vec<u32>,
    total_is_given: bool,
    shares_row: bool,
}

fn count() -> impl Strategy<Value = u32> {
    prop_oneof![3 => Just(0_u32), 4 => 1..BELOW, 3 => BELOW..30]
}

fn case() -> impl Strategy<Value = Case> {
    let branch = prop_oneof![9 => count().prop_map(Some), 1 => Just(None)];
    let branches = prop::collection::vec(branch, 1..5);
    let destinations = prop::collection::vec(count(), 0..3);
    (branches, destinations, any::<bool>(), any::<bool>()).prop_map(
        |(branches, destinations, total_is_given, shares_row)| Case {
            branches,
            destinations,
            total_is_given,
            shares_row,
        },
    )
}

impl Case {
    /// The whole, when no branch is a gap.
    fn total(&self) -> Option<u32> {
        self.branches.iter().copied().sum()
    }

    fn branch_names(&self) -> Vec<String> {
        (0..self.branches.len()).map(|at| format!("B{at}")).collect()
    }

    /// Destinations that add up to the same total: those of the case as far as they fit, and the rest.
    fn destination_rows(&self) -> Option<Vec<(String, u32)>> {
        let mut left = self.total()?;
        let mut rows = Vec::new();
        if let (true, Some(Some(first))) = (self.shares_row, self.branches.first()) {
            rows.push(("B0".to_owned(), *first));
            left -= first;
        }
        for (at, value) in self.destinations.iter().enumerate() {
            let value = left.min(*value);
            rows.push((format!("D{at}"), value));
            left -= value;
        }
        rows.push(("Rest".to_owned(), left));
        Some(rows)
    }

    fn figures(&self, at: usize) -> Vec<Written> {
        let region = vec![format!("r{at}")];
        let rows = || self.branch_names().into_iter().zip(&self.branches).map(|(name, v)| (name, vec![*v])).collect();
        let mut branches =
            Written { id: format!("b{at}"), regions: region.clone(), rows: rows(), ..Written::default() };
        branches.breakdown = "branche";
        branches.total = self.total().filter(|_| self.total_is_given).map(|total| vec![total]);
        let alone =
            Written { id: format!("a{at}"), regions: vec![format!("x{at}")], rows: rows(), ..Written::default() };
        let destinations = self.destination_rows().map(|rows| Written {
            id: format!("d{at}"),
            regions: region,
            breakdown: "bestemming",
            rows: rows.into_iter().map(|(name, value)| (name, vec![Some(value)])).collect(),
            total: None,
        });
        [branches, alone].into_iter().chain(destinations).collect()
    }

    fn hold(&self, at: usize, tree: &Tree) -> Result<(), TestCaseError> {
        let branches = published(tree, &format!("b{at}"));
        let alone = published(tree, &format!("a{at}"));
        let mut knowledge = Knowledge::default();
        let rows = knowledge.add(&branches, "2020", &BTreeMap::new());
        let mut truths: Vec<(usize, u32, String)> = Vec::new();
        for (name, value) in self.branch_names().into_iter().zip(&self.branches) {
            truths.extend(value.map(|value| (rows[&name], value, format!("b{at} {name}"))));
        }
        truths.extend(self.total().map(|total| (rows["totaal"], total, format!("b{at} totaal"))));
        let mut all = branches.clone();
        if let Some(written) = self.destination_rows() {
            let destinations = published(tree, &format!("d{at}"));
            let rows = knowledge.add(&destinations, "2020", &rows);
            truths.extend(written.iter().map(|(name, value)| (rows[name], *value, format!("d{at} {name}"))));
            all.extend(destinations);
        }
        for (number, truth, what) in &truths {
            hold(&knowledge, *number, *truth, what)?;
        }
        if truths.iter().all(|(_, truth, _)| *truth == 0 || *truth >= BELOW) {
            prop_assert!(hidden(&all).is_empty(), "nothing is small, and yet {:?} is hidden", hidden(&all));
        }
        // A total and a second figure never show more.
        for (place, found) in alone.iter().filter(|(_, found)| **found == Found::Hidden) {
            prop_assert_eq!(branches[place], *found, "{:?} is shown beside a total", place);
        }
        Ok(())
    }
}

#[test]
fn no_count_that_is_hidden_can_be_worked_out() {
    // Many cases in one site, since building is what takes time.
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let site = prop::collection::vec(case(), 80).new_tree(&mut runner).expect("cases can be made").current();
    let figures: Vec<Written> = site.iter().enumerate().flat_map(|(at, case)| case.figures(at)).collect();
    for case in &site {
        println!("{case:?}");
    }
    let tree = build(&figures);
    let failed = site.iter().enumerate().filter_map(|(at, case)| Some((case, case.hold(at, &tree).err()?)));
    let failed: Vec<String> = failed.map(|(case, why)| format!("{why}\n    {case:?}")).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn an_attacker_finds_what_is_not_protected() {
    let shown = |row: &str, found| ((row.to_owned(), "2020".to_owned()), found);
    let figure: Published =
        [shown("A", Found::Hidden), shown("B", Found::Shown(30)), shown("totaal", Found::Shown(38))].into();
    let mut knowledge = Knowledge::default();
    let rows = knowledge.add(&figure, "2020", &BTreeMap::new());
    assert_eq!(knowledge.small(rows["A"]), [8]);
    assert!(hold(&knowledge, rows["A"], 8, "A").is_err());
    // The other figure of the same total makes it known, and with it the first count.
    let first: Published =
        [shown("A", Found::Hidden), shown("B", Found::Shown(30)), shown("totaal", Found::Hidden)].into();
    let second: Published = [shown("C", Found::Shown(38)), shown("totaal", Found::Hidden)].into();
    let mut knowledge = Knowledge::default();
    let rows = knowledge.add(&first, "2020", &BTreeMap::new());
    assert_eq!(knowledge.small(rows["A"]).len(), 9);
    knowledge.add(&second, "2020", &rows);
    assert_eq!(knowledge.small(rows["A"]), [8]);
}

// --- Figures that hang together --------------------------------------------------------------------------------------

#[test]
fn a_count_that_two_figures_have_is_hidden_in_both() {
    let tree = build(&[
        Written::new("branche", "a", "branche", &[("VVT", &[40]), ("Ggz", &[8]), ("Welzijn", &[52])]),
        Written::new("tak", "a", "branche", &[("Overig", &[92]), ("Ggz", &[8])]),
        Written::new("elders", "b", "branche", &[("Overig", &[92]), ("Ggz", &[18])]),
    ]);
    assert_eq!(hidden(&published(&tree, "branche")), ["Ggz 2020", "VVT 2020"]);
    assert_eq!(hidden(&published(&tree, "tak")), ["Ggz 2020", "Overig 2020"]);
    assert!(hidden(&published(&tree, "elders")).is_empty());
}

#[test]
fn a_total_that_has_to_go_goes_in_every_figure() {
    let tree = build(&[
        Written::new("branche", "a", "branche", &[("VVT", &[3]), ("Ggz", &[3]), ("Welzijn", &[4])]),
        Written::new("bestemming", "a", "bestemming", &[("Pensioen", &[10]), ("Anders", &[0])]),
        Written::new("alles", "a", "", &[("Uitstroom", &[10])]),
    ]);
    assert_eq!(hidden(&published(&tree, "branche")), ["Ggz 2020", "VVT 2020", "Welzijn 2020", "totaal 2020"]);
    assert_eq!(hidden(&published(&tree, "bestemming")), ["Pensioen 2020", "totaal 2020"]);
    assert_eq!(hidden(&published(&tree, "alles")), ["Uitstroom 2020"]);
}

#[test]
fn regions_that_make_up_another_do_not_give_each_other_away() {
    let mut both = Written::new("samen", "a", "branche", &[("VVT", &[90]), ("Ggz", &[68])]);
    both.regions.push("b".to_owned());
    let tree = build(&[
        Written::new("een", "a", "branche", &[("VVT", &[40]), ("Ggz", &[8])]),
        Written::new("twee", "b", "branche", &[("VVT", &[50]), ("Ggz", &[60])]),
        both,
    ]);
    assert_eq!(hidden(&published(&tree, "een")), ["Ggz 2020", "VVT 2020"]);
    assert_eq!(hidden(&published(&tree, "twee")), ["Ggz 2020", "VVT 2020"]);
    assert!(hidden(&published(&tree, "samen")).is_empty());
}

#[test]
fn a_small_employer_is_shown_with_no_number_and_not_alone() {
    let employer = |name: &str, staff: &str, places: &str| {
        format!(
            "  - {{name: {name}, staff_fte: {{2020/2021: {staff}}}, places: [{{route: bol, fte: {{2020/2021: {places}}}}}]}}\n"
        )
    };
    let quota = |employers: &[String]| {
        format!(
            "title: Quote\nkind: opleidingsquote\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
             employers:\n{}",
            employers.concat()
        )
    };
    let small = quota(&[employer("A", "210", "21.5"), employer("B", "137.25", "11.75"), employer("C", "7.75", "1.83")]);
    let alone = quota(&[employer("A", "7.75", "1.83")]);
    let project = Project::new(&[("content/figures/klein.yaml", &small), ("content/figures/alleen.yaml", &alone)]);
    let tree = project.build(&[]);
    let csv = String::from_utf8(tree["cijfers/klein/klein.csv"].clone()).expect("the file is UTF-8");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "2020/2021;Werkgever 1;210;21,5;10,238095;definitief;Bron",
            "2020/2021;Werkgever 2;;;;niet getoond;Bron",
            "2020/2021;Werkgever 3;;;;niet getoond;Bron",
            "2020/2021;alle werkgevers;355;35,08;9,88169;definitief;Bron",
        ]
    );
    assert_absent(&tree, &["7,75", "7.75", "137,25", "137.25", "137,3", "1,83", "1.83", "11,75", "11.75"]);
}

// --- The whole site --------------------------------------------------------------------------------------------------

#[test]
fn a_hidden_number_stands_in_no_byte_of_the_site() {
    // The threshold makes counts small that nothing else in a site looks like.
    let site = format!("{SITE}suppress_below: 5000\n");
    let figure = "title: Uitstroom\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\n\
        reference_date: vierde kwartaal\ndefinition: Mensen die weggingen.\nsource: {name: Bron}\nregions: [twente]\n\
        breakdown: branche\ntarget: {value: 90000, period: 2025}\ngood: lager\nseries:\n\
        \x20 - {name: VVT, values: {2020: 40000, 2021: 50000}}\n\
        \x20 - {name: Welzijn, values: {2020: 31416, 2021: 60000}}\n\
        \x20 - {name: Ggz, values: {2020: {value: 4273, note: eigenlijk 4273, qualifier: ruim}, 2021: 7000}}\n";
    let region = "---\ntitle: Twente\n---\nZo gaat het: ![](figuur:uitstroom)\n";
    let files = [
        ("content/site.yaml", site.as_str()),
        ("content/figures/uitstroom.yaml", figure),
        ("content/regions/twente.md", region),
    ];
    for language in ["nl", "en"] {
        let site = format!("{site}language: {language}\n");
        let project = Project::new(&[&files[1..], &[("content/site.yaml", site.as_str())]].concat());
        let tree = project.build(&["--base-url", "https://proef.example"]);
        assert!(tree.len() > 5, "there is a site to look at");
        let page = String::from_utf8(tree["cijfers/uitstroom/index.html"].clone()).expect("pages are UTF-8");
        assert!(page.contains(if language == "nl" { "75.689" } else { "75,689" }), "the total is shown");
        // The count, the one that went with it, their sum, and their shares of the total and of each other.
        assert_absent(&tree, &spellings(&[4273, 31416, 35689]));
        assert_absent(&tree, &["5,6 %", "5.6 %", "5,65", "41,5 %", "41.5 %", "13,6 %", "eigenlijk"].map(str::to_owned));
    }
}

/// A number in every way in which it can be written.
fn spellings(numbers: &[u32]) -> Vec<String> {
    let spell = |number: &u32| {
        let (thousands, rest) = (number / 1000, number % 1000);
        let gaps = ["", ".", ",", " ", "'", "\u{a0}", "\u{202f}", "\u{2009}", "&nbsp;"];
        gaps.map(|gap| format!("{thousands}{gap}{rest:03}"))
    };
    numbers.iter().flat_map(spell).collect()
}

#[track_caller]
fn assert_absent(tree: &Tree, texts: &[impl AsRef<str>]) {
    for (path, bytes) in tree {
        for text in texts.iter().map(AsRef::as_ref) {
            let found = bytes.windows(text.len()).position(|window| window == text.as_bytes());
            let around = |at: usize| String::from_utf8_lossy(&bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())]);
            assert!(found.is_none(), "`{text}` stands in {path}: {}", found.map(around).unwrap_or_default());
        }
    }
}
