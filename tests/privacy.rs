//! Nobody can be recognised: what is hidden in a built site cannot be worked out from anything that it publishes.
//!
//! The attacker here shares nothing with the program. It reads the files of the site, and of each count that is not shown
//! tries every value that could stand there.

mod program;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use program::{Project, SITE, Tree, assert_same};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

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

/// The same with a total in any case: a single series is all that its figure counts.
fn with_whole(mut published: Published) -> Published {
    let rows: Vec<_> = published.keys().map(|(row, _)| row.clone()).collect();
    if let [only, rest @ ..] = rows.as_slice()
        && rest.iter().all(|row| row == only)
    {
        let whole = published.iter().map(|((_, year), found)| (("totaal".to_owned(), year.clone()), *found));
        published = published.clone().into_iter().chain(whole.collect::<Vec<_>>()).collect();
    }
    published
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

    /// Adds all numbers of a figure; gives each its number.
    fn see(&mut self, figure: &Published) -> BTreeMap<(String, String), usize> {
        let first = self.found.len();
        self.found.extend(figure.values());
        figure.keys().cloned().zip(first..).collect()
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
        let branches = with_whole(published(tree, &format!("b{at}")));
        let alone = with_whole(published(tree, &format!("a{at}")));
        let mut knowledge = Knowledge::default();
        let rows = knowledge.add(&branches, "2020", &BTreeMap::new());
        let mut truths: Vec<(usize, u32, String)> = Vec::new();
        for (name, value) in self.branch_names().into_iter().zip(&self.branches) {
            truths.extend(value.map(|value| (rows[&name], value, format!("b{at} {name}"))));
        }
        truths.extend(self.total().map(|total| (rows["totaal"], total, format!("b{at} totaal"))));
        let mut all = branches.clone();
        if let Some(written) = self.destination_rows() {
            let destinations = with_whole(published(tree, &format!("d{at}")));
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

// --- Who comes, who leaves, and the staff -----------------------------------------------------------------------------

/// Everything that the JSON of a figure counts in persons, by what it counts and period.
fn published_json(tree: &Tree, id: &str) -> Published {
    let json: Value = serde_json::from_slice(&tree[&format!("cijfers/{id}/{id}.json")]).expect("valid JSON");
    let (data, computed) = (&json["figure"]["data"], &json["figure"]["computed"]);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut rows: Vec<(String, Value)> = Vec::new();
    rows.extend(list(&data["series"]).into_iter().map(|series| (text(&series["name"]), series["values"].clone())));
    rows.push(("totaal".to_owned(), data["total"]["values"].clone()));
    for column in [computed, &data["sheets"]].into_iter().flat_map(list).flat_map(|sheet| list(&sheet["columns"])) {
        let name = format!("{} {}", text(&column["measure"]), text(&column["name"]));
        let is_counted = column["unit"] == "personen" && column["measure"] != "net";
        rows.extend(is_counted.then(|| (name.trim().to_owned(), column["values"].clone())));
    }
    let mut found = Published::new();
    for (row, value) in rows.iter().flat_map(|(row, values)| list(values).into_iter().map(move |value| (row, value))) {
        let cell = match (value["value"].as_u64(), value["status"].as_str()) {
            (Some(value), _) => Found::Shown(value.try_into().expect("a small number")),
            (None, Some("niet_getoond")) => Found::Hidden,
            (None, _) => Found::Unknown,
        };
        found.insert((row.clone(), text(&value["period"])), cell);
    }
    found
}

/// Two years of who comes and who leaves, with the staff, and beside it who leaves by branch.
#[derive(Debug, Clone)]
struct Flow {
    inflow: [[u32; 2]; 2],
    outflow: [[u32; 2]; 2],
    /// Staff in the first year, as far above the least that leaves nobody out.
    staff: u32,
    /// By how much the staff of the second year is not what it was and came less what left.
    misfit: u32,
}

fn flow() -> impl Strategy<Value = Flow> {
    let rows = || [[small(), small()], [small(), small()]];
    (rows(), rows(), 0_u32..30, prop_oneof![3 => Just(0_u32), 1 => 1_u32..4])
        .prop_map(|(inflow, outflow, staff, misfit)| Flow { inflow, outflow, staff, misfit })
}

fn small() -> impl Strategy<Value = u32> {
    prop_oneof![2 => Just(0_u32), 3 => 1..BELOW, 5 => BELOW..25]
}

impl Flow {
    fn sum(rows: [[u32; 2]; 2], year: usize) -> u32 {
        rows[0][year] + rows[1][year]
    }

    fn staff(&self) -> [u32; 2] {
        let before = Flow::sum(self.outflow, 1) + self.staff;
        [before, before + Flow::sum(self.inflow, 1) - Flow::sum(self.outflow, 1) + self.misfit]
    }

    /// The value that stands at a place.
    fn truth(&self, row: &str, year: usize) -> u32 {
        match row {
            "I0" => self.inflow[0][year],
            "I1" => self.inflow[1][year],
            "O0" => self.outflow[0][year],
            "O1" => self.outflow[1][year],
            "inflow" => Flow::sum(self.inflow, year),
            "outflow" | "totaal" => Flow::sum(self.outflow, year),
            "staff" => self.staff()[year],
            other => panic!("{other} is no row"),
        }
    }

    fn files(&self, at: usize) -> [(String, String); 2] {
        let head = |title: &str| {
            format!(
                "title: {title}\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\nreference_date: eind\n\
                 definition: Mensen.\nsource: {{name: Bron}}\nregions: [f{at}]\n"
            )
        };
        let values = |row: [u32; 2]| format!("{{2020: {}, 2021: {}}}", row[0], row[1]);
        let mut flows = head("Stroom") + "series:\n";
        for (name, direction, row) in [
            ("I0", "instroom", self.inflow[0]),
            ("I1", "instroom", self.inflow[1]),
            ("O0", "uitstroom", self.outflow[0]),
            ("O1", "uitstroom", self.outflow[1]),
        ] {
            writeln!(flows, "  - {{name: {name}, direction: {direction}, values: {}}}", values(row)).expect("as above");
        }
        writeln!(flows, "staff: {}", values(self.staff())).expect("as above");
        let mut branches = head("Branches") + "breakdown: branche\nseries:\n";
        // The second figure splits who leaves in another way: all in one branch but one person, if there is one.
        let rest = |year: usize| Flow::sum(self.outflow, year).min(1);
        let main = |year: usize| Flow::sum(self.outflow, year) - rest(year);
        for (name, row) in [("B0", [main(0), main(1)]), ("B1", [rest(0), rest(1)])] {
            writeln!(branches, "  - {{name: {name}, values: {}}}", values(row)).expect("as above");
        }
        [(format!("f{at}"), flows), (format!("g{at}"), branches)]
    }

    fn hold(&self, at: usize, tree: &Tree) -> Result<(), TestCaseError> {
        let (flows, branches) = (published_json(tree, &format!("f{at}")), published_json(tree, &format!("g{at}")));
        let mut knowledge = Knowledge::default();
        let numbers = knowledge.see(&flows);
        let number = |row: &str, year: usize| numbers[&(row.to_owned(), (2020 + year).to_string())];
        let others = knowledge.see(&branches);
        let other = |row: &str, year: usize| others[&(row.to_owned(), (2020 + year).to_string())];
        for year in 0..2 {
            let whole = |parts: &[usize], whole: usize| {
                parts.iter().map(|part| (*part, 1)).chain([(whole, -1)]).collect::<Vec<_>>()
            };
            knowledge.sums.push(whole(&[number("I0", year), number("I1", year)], number("inflow", year)));
            knowledge.sums.push(whole(&[number("O0", year), number("O1", year)], number("outflow", year)));
            knowledge.sums.push(whole(&[other("B0", year), other("B1", year)], other("totaal", year)));
            knowledge.sums.push(vec![(number("outflow", year), 1), (other("totaal", year), -1)]);
        }
        if self.misfit == 0 {
            let growth = [(number("inflow", 1), 1), (number("outflow", 1), -1)];
            knowledge
                .sums
                .push(growth.into_iter().chain([(number("staff", 0), 1), (number("staff", 1), -1)]).collect());
        }
        for ((row, year), number) in &numbers {
            let truth = self.truth(row, usize::from(year == "2021"));
            hold(&knowledge, *number, truth, &format!("f{at} {row} {year}"))?;
        }
        Ok(())
    }
}

#[test]
fn no_flow_and_no_staff_that_is_hidden_can_be_worked_out() {
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let cases = prop::collection::vec(flow(), 60).new_tree(&mut runner).expect("cases can be made").current();
    let project = Project::new(&[]);
    for (at, case) in cases.iter().enumerate() {
        project.write(&format!("content/regions/f{at}.md"), format!("---\ntitle: Regio {at}\n---\n"));
        for (id, text) in case.files(at) {
            project.write(&format!("content/figures/{id}.yaml"), text);
        }
    }
    let tree = project.build(&[]);
    let failed = cases.iter().enumerate().filter_map(|(at, case)| Some((case, case.hold(at, &tree).err()?)));
    let failed: Vec<String> = failed.map(|(case, why)| format!("{why}\n    {case:?}")).collect();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

#[test]
fn the_staff_of_two_years_gives_nothing_away_of_who_came_and_left() {
    let build = |staff: u32| {
        let figure = format!(
            "title: Stroom\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\nreference_date: eind\n\
             definition: Mensen.\nsource: {{name: Bron}}\nseries:\n\
             \x20 - {{name: In, direction: instroom, values: {{2020: 20, 2021: 12}}}}\n\
             \x20 - {{name: Uit, direction: uitstroom, values: {{2020: 30, 2021: 7}}}}\nstaff: {{2020: 500, 2021: {staff}}}\n"
        );
        hidden(&published_json(&Project::new(&[("content/figures/stroom.yaml", &figure)]).build(&[]), "stroom"))
    };
    // With who came alone, it would be known that these are at least 6.
    assert_eq!(build(505), ["In 2021", "Uit 2021", "inflow 2021", "outflow 2021", "staff 2021"]);
    assert_eq!(
        build(510),
        ["Uit 2021", "outflow 2021"],
        "500 + 12 − 7 is not 510: the staff is counted in another way"
    );
}

#[test]
fn students_of_regions_that_make_up_another_do_not_give_each_other_away() {
    let figure = |regions: &str, bbl: [u32; 2], bol: [u32; 2]| {
        format!(
            "title: Capaciteit {regions}\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\n\
             source: {{name: Bron}}\nregions: [{regions}]\nemployers:\n  - name: A\n    places:\n\
             \x20     - {{route: bbl, places: {{2020/2021: 90}}, inflow: {{2020/2021: {}, 2021/2022: {}}}}}\n\
             \x20     - {{route: bol, places: {{2020/2021: 90}}, inflow: {{2020/2021: {}, 2021/2022: {}}}}}\n",
            bbl[0], bbl[1], bol[0], bol[1]
        )
    };
    let project = Project::new(&[
        ("content/regions/a.md", "---\ntitle: A\n---\n"),
        ("content/regions/b.md", "---\ntitle: B\n---\n"),
        ("content/figures/een.yaml", &figure("a", [40, 41], [8, 30])),
        ("content/figures/twee.yaml", &figure("b", [50, 51], [60, 61])),
        ("content/figures/samen.yaml", &figure("a, b", [90, 92], [68, 91])),
    ]);
    let tree = project.build(&[]);
    let both = ["inflow BBL 2020/2021", "inflow BOL 2020/2021"];
    assert_eq!(hidden(&published_json(&tree, "een")), both);
    assert_eq!(hidden(&published_json(&tree, "twee")), both);
    assert!(hidden(&published_json(&tree, "samen")).is_empty());
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
            "2020/2021;Werkgever 1;;210;21,5;10,238095;;31,5;10;59,15493;definitief;nee;Bron",
            "2020/2021;Werkgever 2;;;;;;;;;niet getoond;nee;Bron",
            "2020/2021;Werkgever 3;;;;;;;;;niet getoond;nee;Bron",
            "2020/2021;alle werkgevers;;355;35,08;9,88169;-5,11831;53,25;18,17;100;definitief;nee;Bron",
            "2020/2021;alle werkgevers;BOL;;35,08;9,88169;;;;;definitief;nee;Bron",
        ]
    );
    assert_absent(&tree, &["7,75", "7.75", "137,25", "137.25", "137,3", "1,83", "1.83", "11,75", "11.75"]);
}

/// A figure of capacity in FTE, of employers that say their staff; of one who says none, what is required.
fn capacity_in_fte(employers: &[(&str, Option<&str>, &str)]) -> String {
    let employers: Vec<String> = employers
        .iter()
        .map(|(name, staff, places)| {
            let of_staff = staff.map(|staff| format!("    staff_fte: {{2020/2021: {staff}}}\n")).unwrap_or_default();
            let agreed = if staff.is_none() { ", required: {2020/2021: 61}" } else { "" };
            format!(
                "  - name: {name}\n{of_staff}    places:\n      - {{route: bol, fte: {{2020/2021: {places}}}{agreed}}}\n"
            )
        })
        .collect();
    format!(
        "title: Capaciteit\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
         employers:\n{}",
        employers.concat()
    )
}

/// Values of a figure of capacity by employer: places, required and shortfall of each.
fn by_employer(tree: &Tree, id: &str) -> Vec<Vec<Option<f64>>> {
    let json: Value = serde_json::from_slice(&tree[&format!("cijfers/{id}/{id}.json")]).expect("valid JSON");
    let sheets = json["figure"]["data"]["sheets"].as_array().expect("sheets").clone();
    let sheet = sheets.iter().find(|sheet| sheet["kind"] == "capacity_by_employer").expect("employers");
    let columns = sheet["columns"].as_array().expect("columns");
    let value = |column: &Value| column["values"][0]["value"].as_f64();
    columns.chunks(3).map(|employer| employer.iter().map(value).collect()).collect()
}

#[test]
fn what_a_small_employer_needs_is_shown_with_no_number_and_not_alone() {
    let three =
        capacity_in_fte(&[("A", Some("210"), "21.5"), ("B", Some("137.25"), "11.75"), ("C", Some("7.75"), "1.83")]);
    let alone = capacity_in_fte(&[("A", Some("7.75"), "1.83")]);
    let mixed = capacity_in_fte(&[("A", None, "50"), ("B", Some("7.75"), "1.83")]);
    let project = Project::new(&[
        ("content/figures/klein.yaml", &three),
        ("content/figures/alleen.yaml", &alone),
        ("content/figures/gemengd.yaml", &mixed),
    ]);
    let tree = project.build(&[]);
    let none = vec![None; 3];
    assert_eq!(by_employer(&tree, "klein"), [vec![Some(21.5), Some(31.5), Some(10.0)], none.clone(), none.clone()]);
    assert_eq!(by_employer(&tree, "gemengd"), [vec![Some(50.0), Some(61.0), Some(11.0)], none]);
    let csv = String::from_utf8(tree["cijfers/klein/klein.csv"].clone()).expect("the file is UTF-8");
    assert!(csv.contains(";35,08;"), "the places of all together stay: {csv}");
    assert!(csv.contains(";53,25;"), "and what they need: {csv}");
    // 15 % of 7,75 and of 137,25; what is short of that; and places that all together would give away.
    let needed = ["1,1625", "1.1625", "20,5875", "20.5875", "0,6675", "0.6675", "8,8375", "8.8375", "1,83", "1.83"];
    assert_absent(&tree, &needed);
    assert_absent(&tree, &["51,83", "51.83", "7,75", "7.75", "137,25", "137.25", "11,75", "11.75"]);
}

#[test]
fn what_employers_need_gives_nothing_away_of_their_quota() {
    // The figures hide another employer each, if they are not looked at together.
    let employer = |name: &str, staff: [f64; 2]| {
        format!(
            "  - {{name: {name}, staff_fte: {{2020/2021: {}, 2021/2022: {}}}, \
             places: [{{route: bol, fte: {{2020/2021: 1, 2021/2022: 1}}}}]}}\n",
            staff[0], staff[1]
        )
    };
    let figure = |kind: &str, employers: &[String]| {
        format!(
            "title: Personeel {kind}\nkind: {kind}\nperiod_type: studiejaar\ndefinition: Plaatsen.\n\
             source: {{name: Bron}}\nemployers:\n{}",
            employers.concat()
        )
    };
    let (a, b, c) = (employer("A", [210.0, 211.0]), employer("B", [137.0, 138.0]), employer("C", [7.0, 14.0]));
    let project = Project::new(&[
        ("content/site.yaml", &format!("{SITE}show_employers: true\n")),
        ("content/figures/quote.yaml", &figure("opleidingsquote", &[a.clone(), b.clone(), c.clone()])),
        ("content/figures/nodig.yaml", &figure("capaciteit", &[b, a, c])),
    ]);
    let tree = project.build(&[]);
    let csv = String::from_utf8(tree["cijfers/quote/quote.csv"].clone()).expect("the file is UTF-8");
    let shown = csv.lines().filter(|row| row.starts_with("2020/2021") && !row.contains("niet getoond")).count();
    let needed = by_employer(&tree, "nodig").iter().filter(|employer| employer[1].is_some()).count();
    assert_eq!((shown, needed), (3, 1), "one employer, and two rows of all together; and one employer: {csv}");
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

/// A figure of each kind with small counts, of which some can be written with other values that look the same.
fn figures_with(count: impl Fn(&str, u32) -> u32) -> Vec<(String, String)> {
    let outflow = |more: &str| {
        format!(
            "kind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\nreference_date: eind\n\
             definition: Mensen.\nsource: {{name: Bron}}\nregions: [{more}]\n"
        )
    };
    let small = |name: &str, value: u32| count(name, value);
    let parts = format!(
        "title: Delen\n{}comparison: samen\nbreakdown: branche\ngood: lager\ntarget: {{value: 60, period: 2024}}\nseries:\n\
         \x20 - {{name: VVT, values: {{2020: 41, 2021: 30}}}}\n\
         \x20 - {{name: Welzijn, values: {{2020: {}, 2021: 20}}}}\n\
         \x20 - {{name: Ggz, values: {{2020: {}, 2021: 25}}}}\n",
        outflow("a"),
        small("groot", 33),
        small("klein", 8),
    );
    let flows = format!(
        "title: Stromen\n{}series:\n\
         \x20 - {{name: Van school, direction: instroom, values: {{2020: 40, 2021: {}}}}}\n\
         \x20 - {{name: Van elders, direction: instroom, values: {{2020: 50, 2021: {}}}}}\n\
         \x20 - {{name: Weg, direction: uitstroom, values: {{2020: 30, 2021: {}}}}}\nstaff: {{2020: 700, 2021: 731}}\n",
        outflow("b"),
        small("groot", 26),
        small("klein", 6),
        small("klein", 5),
    );
    let alone = format!(
        "title: Alleen\nkind: aantal\nunit: personen\ndefinition: Mensen.\nsource: {{name: Bron}}\nregions: [a]\n\
         good: hoger\ntarget: {{value: 40, period: 2024}}\nseries:\n\
         \x20 - {{name: Starters, values: {{2020: 12, 2021: 14, 2022: {}}}}}\n",
        small("alleen", 7),
    );
    let whole = format!(
        "title: Regio B\n{}comparison: samen\nseries:\n  - {{name: Weg, values: {{2020: 48, 2021: {}}}}}\n",
        outflow("c"),
        small("alleen", 4),
    );
    let capacity = format!(
        "title: Capaciteit\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
         employers:\n  - name: A\n    places:\n\
         \x20     - {{route: bbl, places: {{2020/2021: 90}}, inflow: {{2020/2021: {}}}, graduates: {{2020/2021: 31}}}}\n\
         \x20     - {{route: bol, places: {{2020/2021: 90}}, inflow: {{2020/2021: {}}}, graduates: {{2020/2021: 55}}}}\n",
        small("groot", 40),
        small("klein", 8),
    );
    let quota = format!(
        "title: Quote\nkind: opleidingsquote\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
         employers:\n\
         \x20 - {{name: A, staff_fte: {{2020/2021: 210}}, places: [{{route: bol, fte: {{2020/2021: 21}}}}]}}\n\
         \x20 - {{name: B, staff_fte: {{2020/2021: {}}}, places: [{{route: bol, fte: {{2020/2021: 12}}}}]}}\n\
         \x20 - {{name: C, staff_fte: {{2020/2021: {}}}, places: [{{route: bol, fte: {{2020/2021: 1}}}}]}}\n",
        small("groot", 137),
        small("klein", 7),
    );
    let named = [
        ("delen", parts),
        ("stromen", flows),
        ("alleen", alone),
        ("regio", whole),
        ("capaciteit", capacity),
        ("quote", quota),
    ];
    named.into_iter().map(|(id, text)| (format!("content/figures/{id}.yaml"), text)).collect()
}

#[test]
fn other_values_in_hidden_places_change_no_byte_of_the_site() {
    // So neither table, CSV, JSON, sentence, chart, description, feed, search nor comparison says anything of them.
    let site = |change: i64| {
        let count = |what: &str, value: u32| {
            let by = match what {
                "groot" => change,
                "klein" | "alleen" => -change,
                other => panic!("{other} is no kind of count"),
            };
            u32::try_from(i64::from(value) + by).expect("a count")
        };
        let project = Project::new(&[
            ("content/comparisons/samen.yaml", COMPARISON),
            ("content/regions/a.md", "---\ntitle: Regio A\n---\n![](figuur:delen)\n"),
            ("content/regions/b.md", "---\ntitle: Regio B\n---\n![](figuur:stromen)\n"),
            ("content/regions/c.md", "---\ntitle: Regio C\n---\n"),
        ]);
        figures_with(count).iter().for_each(|(path, text)| project.write(path, text));
        project.build(&["--base-url", "https://proef.example"])
    };
    let tree = site(0);
    assert!(tree.keys().any(|path| path.ends_with("insluiten/index.html")), "{:?}", tree.keys());
    for change in [1, 2] {
        assert_same(&tree, &site(change));
    }
}

const COMPARISON: &str = "title: Samen\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\n\
    reference_date: eind\ndefinition: Mensen.\n";

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
