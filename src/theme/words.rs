//! The words of a theme: interface text as data, one file per language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::problem::Expected;
use crate::diagnostic::{Diagnostics, FileId, Problem, Span};
use crate::language::Language;
use crate::source::decode::Reader;
use crate::source::yaml::{self, Value};

/// Words by their key.
pub struct Words {
    map: BTreeMap<String, String>,
}

/// The words that the program itself prints; templates may use any that the file has.
pub const REQUIRED: &[&str] = &[
    "home",
    "foreign",
    "changes",
    "changes_summary",
    "term_more",
    "regions",
    "plans",
    "topics",
    "figures",
    "news",
    "practices",
    "projects",
    "organisations",
    "documents",
    "events",
    "questions",
    "glossary",
    "declaration",
    "centre",
    "centre_general",
    "centre_role",
    "not_found_title",
    "not_found_summary",
    "regions_summary",
    "plans_summary",
    "topics_summary",
    "figures_summary",
    "news_summary",
    "practices_summary",
    "projects_summary",
    "organisations_summary",
    "documents_summary",
    "events_summary",
    "questions_summary",
    "glossary_summary",
    "region_figures_summary",
    "change_added",
    "change_changed",
    "change_moved",
    "status_planned",
    "status_running",
    "status_done",
    "status_behind",
    "status_stopped",
    "status_unknown",
    "state_preparing",
    "state_signed",
    "state_running",
    "state_succeeded",
    "kind_actieplan",
    "kind_pact",
    "kind_actieagenda",
    "horizon_short",
    "horizon_medium",
    "horizon_long",
    "horizon_none",
    "horizon_short_meaning",
    "horizon_medium_meaning",
    "horizon_long_meaning",
    "role_initiator",
    "role_coordinator",
    "role_facilitator",
    "role_partner",
    "role_signatory",
    "column_action",
    "column_explanation",
    "column_instruments",
    "column_horizons",
    "miss_owner",
    "miss_target",
    "miss_date",
    "miss_status",
    "horizon_matrix",
    "horizon_matrix_intro",
    "not_smart",
    "not_smart_intro",
    "comparisons",
    "comparisons_summary",
    "all_regions_together",
    "region",
    "table_employers",
    "unit_percent",
    "map_regions",
    "map_regions_desc",
    "map_borders",
    "map_borders_desc",
    "no_plan_yet",
    "topic_proposed",
    "topic_adopted",
    "figure_outflow",
    "figure_quota",
    "figure_capacity",
    "figure_business_case",
    "figure_count",
    "fact_scope",
    "fact_denominator",
    "fact_reference_date",
    "fact_unit",
    "fact_target",
    "fact_licence",
    "fact_status",
    "fact_formula",
    "fact_edition",
    "fact_good",
    "good_lower",
    "good_higher",
    "project_project",
    "project_programme",
    "project_instrument",
    "project_training",
    "table_scroll",
    "footnotes",
    "back_to_text",
    "table_period",
    "table_total",
    "table_employer",
    "table_quota",
    "table_shortfall",
    "table_costs",
    "table_benefits",
    "table_balance",
    "table_balanced",
    "balanced",
    "not_balanced",
    "cell_unknown",
    "cell_suppressed",
    "cell_provisional",
    "cell_revised",
    "cell_impossible",
    "cell_withheld",
    "scope_wide",
    "scope_narrow",
    "denominator_none",
    "denominator_staff",
    "denominator_outflow",
    "status_final",
    "status_provisional",
    "status_revised",
    "formula_quota",
    "formula_balance",
    "chart_trend",
    "chart_employers",
    "chart_reference",
    "chart_target",
    "illustrative",
    "all_employers",
    "note_suppressed",
    "source",
    "embed_summary",
    "open_data",
    "open_data_summary",
    "lines",
    "actions",
    "download_csv",
    "download_metadata",
    "download_json",
    "download_picture",
    "redirect_title",
    "redirect_text",
    "table_value",
    "table_inflow",
    "table_outflow",
    "table_net",
    "table_staff",
    "table_inflow_of_staff",
    "table_share_of_staff",
    "table_share",
    "table_care_staff",
    "table_places",
    "table_required",
    "table_points",
    "table_share_of_care_staff",
    "table_graduates",
    "sheet_flows",
    "sheet_share_of_staff",
    "sheet_share_of_whole",
    "sheet_quota_by_route",
    "sheet_proportional",
    "sheet_capacity_of_route",
    "sheet_capacity_by_employer",
    "formula_flows",
    "formula_share_of_staff",
    "formula_share_of_whole",
    "formula_quota_by_route",
    "formula_proportional",
    "formula_capacity",
    "cell_break",
    "progress_base",
    "progress_target",
    "progress_reference",
    "progress_required",
    "progress_actual",
    "progress_rule",
    "progress_rule_reference",
    "source",
    "sheet_share_of_outflow",
    "progress",
    "table_staff_fte",
    "table_places_fte",
    "search",
    "search_summary",
    "everything",
    "everything_summary",
    "actions",
    "actions_summary",
    "lines",
    "pages",
    "region",
    "line",
    "topic",
    "owner",
    "state",
    "effect",
    "no_topic",
    "no_owner",
    "plan",
    "action",
    "training",
    "comparison",
    "news_item",
    "practice",
    "project",
    "organisation",
    "document",
    "event",
    "file_page",
    "file_pages",
];

impl Words {
    /// The word with this key.
    pub fn get(&self, key: &'static str) -> &str {
        self.map.get(key).map_or_else(|| panic!("`{key}` stands in the list of required words"), String::as_str)
    }

    /// All words, for templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.map
    }
}

/// Reads word files one over the other; reports required words that none of them has.
pub fn merge(
    sources: &[Option<(FileId, Arc<str>)>],
    language: Language,
    diagnostics: &mut Diagnostics,
) -> Option<Words> {
    let mut map = BTreeMap::new();
    for (file, text) in sources.iter().flatten() {
        let Some(node) = yaml::parse(*file, text, 0..text.len(), diagnostics) else { continue };
        let mut reader = Reader { file: *file, text, dir: "", diagnostics };
        let Value::Map(entries) = node.value else {
            reader.wrong_type(&node, "words", Expected::Map);
            continue;
        };
        for (key, node) in entries {
            match node.value {
                Value::Scalar(word) => drop(map.insert(key.value, word)),
                _ => reader.wrong_type(&node, &key.value, Expected::Text),
            }
        }
    }
    let missing: Vec<&&str> = REQUIRED.iter().filter(|key| !map.contains_key(**key)).collect();
    for word in &missing {
        let problem = Problem::MissingWord { word: (**word).to_owned(), language: language.code() };
        match sources.iter().flatten().last() {
            Some((file, _)) => diagnostics.report(Span::new(*file, 0..0), problem),
            None => diagnostics.report_global(problem),
        }
    }
    missing.is_empty().then_some(Words { map })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Files;

    #[test]
    fn a_required_word_that_no_file_has_is_an_error() {
        let (mut files, mut diagnostics) = (Files::default(), Diagnostics::default());
        let text = REQUIRED[1..].iter().map(|key| format!("{key}: x\n")).collect::<String>();
        let file = files.add("words/nl.yaml", text.clone());
        assert!(merge(&[Some((file, text.into()))], Language::Dutch, &mut diagnostics).is_none());
        let problem = Problem::MissingWord { word: REQUIRED[0].to_owned(), language: "nl" };
        assert_eq!(diagnostics.sorted(&files).into_iter().map(|d| &d.problem).collect::<Vec<_>>(), [&problem]);
    }
}
