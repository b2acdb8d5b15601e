//! Numbers in a text that a figure nearby hides.

use std::collections::BTreeSet;

use super::numbers::figure_of;
use super::texts::FileText;
use crate::diagnostic::{Diagnostics, FileId, Problem};
use crate::language::Language;
use crate::model::audit::mentions::{hidden, mentions};
use crate::model::{Line, News, Ref, Region, Site};

/// What the figures of a site hide, with the texts that speak of the same regions and lines.
pub struct Hidden {
    language: Language,
    figures: Vec<Figure>,
}

struct Figure {
    id: String,
    hidden: Vec<f64>,
    /// Its own file, of which more is known.
    own: FileId,
    near: BTreeSet<FileId>,
}

impl Hidden {
    /// Gathers what is hidden.
    pub fn of(site: &Site) -> Hidden {
        let figures = site.figures.iter().filter(|(_, figure)| !figure.taken_out.is_empty());
        let figures = figures.map(|(_, figure)| Figure {
            id: figure.id.clone(),
            hidden: hidden(figure),
            own: figure.keys.span.file,
            near: near(site, &figure.regions, &figure.lines),
        });
        Hidden { language: site.settings.language, figures: figures.collect() }
    }

    /// Looks for what is hidden in the texts that speak of the same, or that name the figure.
    pub fn review(&self, text: &FileText, diagnostics: &mut Diagnostics) {
        for figure in self.figures.iter().filter(|figure| figure.own != text.file) {
            for placed in &text.passages {
                let names = || placed.passage.links.iter().filter_map(|(address, _)| figure_of(address, text.dir()));
                let is_near = figure.own == text.original || figure.near.contains(&text.original);
                if !is_near && !names().any(|id| id == figure.id) {
                    continue;
                }
                let found = mentions(&placed.passage.text, &figure.hidden, text.translated.unwrap_or(self.language));
                for mention in found.into_iter().filter(|mention| mention.is_sure) {
                    let number = placed.passage.text[mention.range.clone()].to_owned();
                    let problem = Problem::MayBeHiddenNumber { number, figure: figure.id.clone() };
                    diagnostics.report(placed.span(mention.range), problem);
                }
            }
        }
    }
}

/// Files of the regions and lines of a figure, and of the plans, actions and news that have to do with them.
fn near(site: &Site, regions: &[Ref<Region>], lines: &[Ref<Line>]) -> BTreeSet<FileId> {
    let mut files: BTreeSet<FileId> = regions.iter().map(|region| site.regions[*region].keys.span.file).collect();
    files.extend(lines.iter().map(|line| site.lines[*line].keys.span.file));
    let of_line = site.actions.iter().filter(|(_, action)| lines.contains(&action.line));
    files.extend(of_line.map(|(_, action)| action.keys.span.file));
    let meets = |of: &[Ref<Region>]| of.iter().any(|region| regions.contains(region));
    files.extend(site.plans.iter().filter(|(_, plan)| meets(&plan.regions)).map(|(_, plan)| plan.keys.span.file));
    let of_same = |news: &&News| meets(&news.regions) || news.lines.iter().any(|l| lines.contains(l));
    files.extend(site.news.iter().map(|(_, news)| news).filter(of_same).map(|news| news.keys.span.file));
    files
}
