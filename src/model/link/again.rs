//! Links again what a few files say, while everything else stays as it was linked.
//!
//! An edit of a text, a status or a value changes the page of its file, and what other pages take from it; it gives no page
//! another address and no list another order. So the records of the file are linked again, and what follows from all
//! records together: relations, comparisons, counts. Where more hangs on the edit ([`Frame`](crate::model::frame::Frame)),
//! everything is linked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::settings::{check_security, suppress_below};
use super::translated::Translated;
use super::{InOrder, Keys, Linker, Options};
use crate::diagnostic::{Diagnostics, FileId, Files, Span};
use crate::language::Language;
use crate::model::dataset::Filled;
use crate::model::figure::Figure;
use crate::model::format::{FigureFile, SiteFile};
use crate::model::reading::{self, Decoded, Raw};
use crate::model::registry::{Kind, Registry, State};
use crate::model::{Ref, Site, Subject, Table, audit, dataset, relations};
use crate::source::{self, address::join};

/// What is needed to link some files of a site again.
pub struct Kept {
    pub(super) linker: Linker,
    pub(super) written: Arc<SiteFile>,
    pub(super) own_language: Language,
    /// All figures: what is hidden in one can hang on another.
    pub(super) figures: AllFigures,
    /// The figures among them that take values from files.
    pub(super) filled: Vec<Filled>,
    /// For each published file its place.
    pub(super) places: BTreeMap<usize, usize>,
    pub(super) found: Found,
    /// In a site of translations: the file of each, by that of its original.
    pub(super) companions: BTreeMap<FileId, FileId>,
    /// The site in its other language, when it has one.
    pub(super) translated: Option<Box<Translated>>,
}

/// What is wrong, by what has to be linked again to find it anew.
#[derive(Default)]
pub(super) struct Found {
    /// The file in which it is; what is wrong with figures hangs on all of them.
    pub of_records: Diagnostics,
    /// Everything.
    pub of_the_rest: Diagnostics,
    /// Nothing: it is found anew with every change.
    pub of_whole: Diagnostics,
}

/// The figures of a site.
pub(super) struct AllFigures {
    /// Their records, in order.
    raws: Vec<Raw<FigureFile>>,
    /// The files that their texts ask for.
    asked: Vec<usize>,
    /// The pictures that their texts show, and where.
    shown: Vec<(usize, Span)>,
    /// What is wrong with them.
    found: Diagnostics,
}

/// A file as it was and as it is.
pub struct Change {
    /// As it was linked.
    pub before: Arc<Decoded>,
    /// As it is now.
    pub now: Arc<Decoded>,
}

/// What changed in the content of a project.
pub struct Changes {
    /// Texts.
    pub texts: Vec<Change>,
    /// Files that are no texts, as they are now.
    pub others: Vec<source::Asset>,
}

/// Puts something into a site.
type Put = Box<dyn FnOnce(&mut Site)>;

/// Some files, linked.
struct Alone {
    /// Puts what they hold into the site.
    puts: Vec<Put>,
    /// The files that they ask for.
    asked: Vec<usize>,
    /// The pictures that they show.
    shown: Vec<(usize, Span)>,
    /// What is wrong with them.
    found: Diagnostics,
    /// The figures in these files, which are not linked.
    figures: Vec<Raw<FigureFile>>,
    /// The settings, when they are in these files.
    written: Option<Arc<SiteFile>>,
}

/// Some files of a site, linked and ready to be put into it.
pub(super) struct Prepared {
    now: Alone,
    /// All figures, when one of them is among the files or takes values from one.
    figures: Option<(Table<Figure>, AllFigures)>,
    /// The figures of which the values were taken from files again.
    filled: Vec<Filled>,
    /// Headings that links name in everything else.
    anchors: Vec<(Subject, String, Span)>,
    /// The files.
    files: BTreeSet<FileId>,
}

impl Prepared {
    /// With more that is wrong in the files.
    pub fn with(mut self, found: Diagnostics) -> Prepared {
        self.now.found.append(found);
        self
    }
}

impl Kept {
    /// Links some files of a site again. Gives what is wrong with all of the site then. None when more than these files
    /// has to be linked; then the site has not been changed, and nothing else can be linked again.
    pub fn relink(
        &mut self,
        site: &mut Site,
        changes: Changes,
        options: &Options,
        files: &mut Files,
    ) -> Option<Diagnostics> {
        let Changes { texts, others } = changes;
        let (of_translations, texts): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|change| change.now.is_translation());
        let of_originals = Changes { texts, others };
        let translated = match &mut self.translated {
            Some(translated) => Some(translated.prepare(site, &of_originals, &of_translations, options, files)?),
            None if of_translations.is_empty() => None,
            None => return None,
        };
        if !of_originals.texts.is_empty() || !of_originals.others.is_empty() {
            let prepared = self.prepare(site, of_originals, options, files)?;
            self.put(prepared, site, None);
            self.check_whole(site, files);
        }
        // What is found in a translation leads to its original too.
        site.search = OnceLock::new();
        if let (Some(kept), Some(prepared)) = (&mut self.translated, translated) {
            kept.put(prepared, site, files);
        }
        Some(self.found())
    }

    /// All that is wrong.
    pub(super) fn found(&self) -> Diagnostics {
        let Found { of_records, of_the_rest, of_whole } = &self.found;
        let of_translations = self.translated.as_ref().map(|translated| translated.found()).unwrap_or_default();
        let of_data = self.filled.iter().map(|filled| &filled.found);
        let all = [of_records, &self.figures.found, of_the_rest, of_whole, &of_translations];
        Diagnostics::joined(&all.into_iter().chain(of_data).collect::<Vec<_>>())
    }

    /// Adds what is wrong with the site as a whole.
    pub(super) fn check_whole(&mut self, site: &Site, files: &Files) {
        check_security(&self.written, site, &mut self.found.of_whole);
        audit::audit(site, suppress_below(&self.written), files, &mut self.found.of_whole);
    }

    /// Links the files that changed. None when more than these has to be linked.
    pub(super) fn prepare(
        &mut self,
        site: &Site,
        changes: Changes,
        options: &Options,
        all_files: &mut Files,
    ) -> Option<Prepared> {
        let Changes { texts: changes, others } = changes;
        let of_changes = || changes.iter().map(|change| change.now.file());
        let companions = of_changes().filter_map(|file| self.companions.get(&file).copied());
        let files: BTreeSet<FileId> = of_changes().chain(companions).collect();
        let hangs_alone = |change: &Change| change.before.frame().is_some_and(|it| change.now.frame() == Some(it));
        if !changes.iter().all(hangs_alone)
            || self.found.of_the_rest.has_in(|file| files.contains(&file))
            || !others.iter().all(|other| self.holds_only_data(other))
        {
            return None;
        }
        let anchors = std::mem::take(&mut self.linker.anchors);
        let (before, now) = changes.into_iter().map(|Change { before, now }| (before, now)).unzip();
        let before = self.alone(before, site, options)?;
        let mut now = self.alone(now, site, options)?;
        let mut changed = std::mem::take(&mut now.figures);
        let filled = self.fill(&mut changed, &others, all_files)?;
        let figures = match changed.is_empty() {
            true => None,
            false => Some(self.figures_with(changed, site)?),
        };
        let asks_for_others = figures.as_ref().is_some_and(|(_, figures)| figures.asked != self.figures.asked);
        (before.asked == now.asked && !asks_for_others).then_some(Prepared { now, figures, filled, anchors, files })
    }

    /// Puts what was linked into the site, and works out anew what follows from all records together. `original` is the
    /// same site in the language of the originals, when this is not.
    pub(super) fn put(&mut self, prepared: Prepared, site: &mut Site, original: Option<&Site>) {
        let Prepared { now, figures, filled, anchors, files } = prepared;
        let raws = figures.iter().flat_map(|(_, all)| &all.raws).map(|raw| raw.keys.page.title.span.file);
        let of_figures: BTreeSet<FileId> =
            raws.flat_map(|file| [Some(file), self.companions.get(&file).copied()]).flatten().collect();
        let is_linked_again = |span: Span| files.contains(&span.file) || of_figures.contains(&span.file);
        self.linker.anchors.extend(anchors.into_iter().filter(|(_, _, span)| !is_linked_again(*span)));
        self.found.of_records.forget_those_in(|file| files.contains(&file));
        self.put_alone(now, site);
        if let Some((table, figures)) = figures {
            move_pictures(&figures.shown, site);
            (site.figures, self.figures) = (table, figures);
        }
        self.filled.retain(|former| !filled.iter().any(|now| now.written.id == former.written.id));
        self.filled.extend(filled);
        self.move_redirects(site);
        relations::forget(site);
        self.linker.restore_own(site);
        self.linker.relate(site, original);
        self.found.of_whole = self.linker.take_found();
    }

    /// Links some files, but for their figures, and changes nothing. None when one of them is not in the site any more, or
    /// its place is not clear.
    fn alone(&mut self, files: Vec<Arc<Decoded>>, site: &Site, options: &Options) -> Option<Alone> {
        let mut found = Diagnostics::default();
        let raws = reading::gather(&files, &[], None, &mut Registry::default(), &mut found);
        let Kept { linker, places, .. } = self;
        linker.start_again();
        let (mut puts, mut moved) = (Vec::<Put>::new(), Vec::<Put>::new());
        macro_rules! link {
            ($($table:ident: $kind:ident $link:ident,)+) => { $(
                for raw in raws.$table {
                    let at = linker.place(Kind::$kind, &raw.full_id())?;
                    linker.publication.includes(raw.keys.page(), raw.keys.date()).then_some(())?;
                    linker.registry.name(Kind::$kind, at, &raw.keys.page.title.value);
                    if moves(&site.$table, Ref::new(at), |row| row.keys.order(), raw.keys.order(), files.len())? {
                        // Redirects stand in the order of the pages that they lead to.
                        raw.keys.page.redirect_from.is_empty().then_some(())?;
                        moved.push(Box::new(|site| site.$table.put_in_order(|row| row.keys.order())));
                    }
                    let row = linker.$link(Ref::new(at), raw);
                    puts.push(Box::new(move |site| site.$table.rows[at] = row));
                }
            )+ };
        }
        link! {
            regions: Region region, plans: Plan plan, topics: Topic topic, news: News news,
            comparisons: Comparison comparison, practices: Practice practice, projects: Project project,
            organisations: Organisation organisation, events: Event event, questions: Question question,
            terms: Term term, pages: Page text_page,
        }
        for raw in raws.lines {
            let at = linker.place(Kind::Line, &raw.full_id())?;
            linker.registry.name(Kind::Line, at, &raw.keys.page.title.value);
            let row = linker.line(Ref::new(at), raw);
            puts.push(Box::new(move |site| site.lines.rows[at] = row));
        }
        for action in raws.actions {
            let at = linker.place(Kind::Action, &action.raw.full_id())?;
            let row = linker.action(Ref::new(at), action);
            puts.push(Box::new(move |site| site.actions.rows[at] = row));
        }
        for raw in raws.documents {
            let at = linker.place(Kind::Document, &raw.full_id())?;
            let mut row = linker.document(Ref::new(at), raw);
            row.find_file(places);
            puts.push(Box::new(move |site| site.documents.rows[at] = row));
        }
        if let Some(raw) = raws.home {
            let home = linker.home(raw);
            puts.push(Box::new(move |site| site.home = home));
        }
        if let Some(written) = &raws.site {
            let settings = linker.settings(written, self.own_language, options);
            puts.push(Box::new(move |site| site.settings = settings));
        }
        found.append(linker.take_found());
        let (asked, shown) = linker.assets.take_asked();
        // A picture stands where it is shown first, and that can be another page now.
        (moved.is_empty() || asked.is_empty()).then_some(())?;
        puts.extend(moved);
        Some(Alone { puts, asked, shown, found, figures: raws.figures, written: raws.site })
    }

    /// Takes a file as it is now. True when nothing but figures can show what is in it.
    fn holds_only_data(&mut self, asset: &source::Asset) -> bool {
        let map = self.written.map.as_ref().and_then(|map| join("", &map.file.value));
        self.linker.assets.replace(asset) && map.as_ref() != Some(&asset.path)
    }

    /// Fills figures that are written anew with values from files, and adds those of which the files changed. None when
    /// something is wrong with the values.
    fn fill(
        &mut self,
        figures: &mut Vec<Raw<FigureFile>>,
        changed: &[source::Asset],
        files: &mut Files,
    ) -> Option<Vec<Filled>> {
        let others =
            self.filled.iter().filter(|filled| filled.takes_from(changed)).map(|filled| filled.written.clone());
        let others: Vec<_> = others.filter(|one| figures.iter().all(|written| written.id != one.id)).collect();
        figures.extend(others);
        let filled = dataset::fill(figures, &mut self.linker.assets, self.own_language, files);
        self.linker.assets.take_asked();
        (!filled.iter().any(|filled| filled.found.has_errors())).then_some(filled)
    }

    /// Links all figures, with some in place of what they were. None when one moves: what is hidden where several counts
    /// would do hangs on their order.
    fn figures_with(&mut self, changed: Vec<Raw<FigureFile>>, site: &Site) -> Option<(Table<Figure>, AllFigures)> {
        let (mut raws, count) = (self.figures.raws.clone(), changed.len());
        for raw in changed {
            let at = self.linker.place(Kind::Figure, &raw.id)?;
            let moves = moves(&site.figures, Ref::new(at), |figure| figure.keys.order(), raw.keys.order(), count)?;
            (!moves).then_some(())?;
            self.linker.registry.name(Kind::Figure, at, &raw.keys.page.title.value);
            raws[at] = raw;
        }
        Some(self.linker.all_figures(raws))
    }

    /// Tells redirects where they are written now.
    fn move_redirects(&mut self, site: &mut Site) {
        let mut former = std::mem::take(&mut self.linker.former);
        for redirect in &mut site.redirects {
            if let Some(at) = former.iter().position(|(_, _, subject)| *subject == redirect.to) {
                redirect.span = former.remove(at).0.span;
            }
        }
    }

    /// Puts what some files hold into the site.
    fn put_alone(&mut self, now: Alone, site: &mut Site) {
        self.found.of_records.append(now.found);
        if let Some(written) = now.written {
            self.written = written;
        }
        now.puts.into_iter().for_each(|put| put(site));
        move_pictures(&now.shown, site);
        site.search = OnceLock::new();
    }
}

/// True when a record moves among the others of its kind. None when that is not clear: another has what puts it in order
/// too, or others change with it.
fn moves<T, O: Ord>(table: &Table<T>, at: Ref<T>, order: impl Fn(&T) -> O, now: O, changes: usize) -> Option<bool> {
    let is_behind = || table.before(at).is_none_or(|before| order(&table[before]) < now);
    let is_before = || table.after(at).is_none_or(|after| now < order(&table[after]));
    if now == order(&table[at]) || changes == 1 && is_behind() && is_before() {
        return Some(false);
    }
    let has_double = || table.iter().any(|(other, row)| other != at && order(row) == now);
    (changes == 1 && !has_double()).then_some(true)
}

/// Tells pictures where they stand now in the file that shows them first.
fn move_pictures(shown: &[(usize, Span)], site: &mut Site) {
    for (place, span) in shown {
        let picture = &mut site.pictures[*place];
        if picture.span.file == span.file {
            picture.span = *span;
        }
    }
}

impl Linker {
    /// Links all figures.
    pub(super) fn all_figures(&mut self, raws: Vec<Raw<FigureFile>>) -> (Table<Figure>, AllFigures) {
        let figures = self.figures(raws.clone());
        let (asked, shown) = self.assets.take_asked();
        (figures, AllFigures { raws, asked, shown, found: self.take_found() })
    }

    /// Makes ready for linking some files again, which find the addresses as they are.
    fn start_again(&mut self) {
        self.addresses.close();
        self.former.clear();
        self.files.clear();
        self.anchors.clear();
    }

    /// The place in its table of something that is published.
    fn place(&self, kind: Kind, id: &str) -> Option<usize> {
        match self.registry.state(kind, id)? {
            State::Published(at) => Some(at),
            State::Unpublished(_) | State::Broken => None,
        }
    }

    /// Gives projects and events the lists of their own that relations have added to. What is wrong with these has been
    /// reported.
    fn restore_own(&mut self, site: &mut Site) {
        for project in &mut site.projects.rows {
            project.lines = self.many(&project.keys.lines, None);
        }
        for event in &mut site.events.rows {
            event.regions = self.many(&event.keys.regions, None);
        }
        self.take_found();
    }
}
