//! The site in its other language: the originals linked once more, in the words of their translations, and what changed in
//! a few files linked again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::again::Prepared;
use super::{Change, Changes, Kept, Linked, Options, link_in};
use crate::diagnostic::{Diagnostics, FileId, Files};
use crate::model::reading::{Decoded, RawTranslation};
use crate::model::translation::{self, Translation, Translator};
use crate::model::{Site, audit};
use crate::source::Sources;

/// What is needed to link some files of a translated site again.
pub(super) struct Translated {
    kept: Kept,
    translations: Vec<RawTranslation>,
    /// The originals as they were read, by their files.
    originals: HashMap<FileId, Arc<Decoded>>,
    /// What is wrong with translations that cannot be used.
    of_files: Diagnostics,
}

/// What changed, linked and ready to be put into the translated site.
pub(super) struct PreparedTranslation {
    records: Prepared,
    originals: Vec<Arc<Decoded>>,
    /// Translations that changed, with their places.
    translations: Vec<(usize, RawTranslation)>,
}

impl Translated {
    /// Links the originals of a site in the words of their translations.
    pub fn link(
        site: &Site,
        originals: Sources<Decoded>,
        translations: Vec<RawTranslation>,
        options: &Options,
        files: &Files,
    ) -> (Translation, Translated) {
        let mut of_files = Diagnostics::default();
        let translations = translation::checked(translations, site, &originals, &mut of_files);
        let by_file = originals.documents.iter().map(|one| (one.file(), Arc::clone(one))).collect();
        let translator = Translator::new(site, &translations);
        let linked = link_in(originals, Some(&translator), options, &mut files.clone(), &mut Diagnostics::default());
        let Linked { site: in_translation, kept } = linked.expect("the originals have settings and a home page");
        let mut translated = Translated { kept, translations, originals: by_file, of_files };
        translated.audit(&in_translation, files);
        (Translation::of(in_translation, &translated.translations), translated)
    }

    /// All that is wrong in the translations; what is wrong in the originals is found there.
    pub fn found(&self) -> Diagnostics {
        let of_translations: BTreeSet<&FileId> = self.kept.companions.values().collect();
        let mut of_site = self.kept.found();
        of_site.keep_those_in(|file| of_translations.contains(&file));
        let mistakes = self.translations.iter().map(|one| &one.mistakes);
        Diagnostics::joined(&mistakes.chain([&self.of_files, &of_site]).collect::<Vec<_>>())
    }

    /// Links what changed of the originals and the translations. None when more than these has to be linked.
    pub fn prepare(
        &mut self,
        site: &Site,
        of_originals: &Changes,
        of_translations: &[Change],
        options: &Options,
        files: &mut Files,
    ) -> Option<PreparedTranslation> {
        let translations = of_translations.iter().map(|change| self.changed(change, files));
        let translations: Vec<(usize, RawTranslation)> = translations.collect::<Option<_>>()?;
        let mut pairs: BTreeMap<FileId, (&Arc<Decoded>, &Arc<Decoded>)> = BTreeMap::new();
        for (_, one) in &translations {
            let same = self.originals.get(&one.original_file?)?;
            pairs.insert(same.file(), (same, same));
        }
        pairs.extend(of_originals.texts.iter().map(|change| (change.now.file(), (&change.before, &change.now))));
        let concerned =
            || self.translations.iter().filter(|one| one.original_file.is_some_and(|file| pairs.contains_key(&file)));
        let before = Translator::new(site, concerned());
        // Of two translations of the same file the last counts.
        let now = Translator::new(site, concerned().chain(translations.iter().map(|(_, now)| now)));
        let mut found = Diagnostics::default();
        let changes = pairs.values().map(|pair| Change {
            before: Arc::new(pair.0.translated(&before, &mut Diagnostics::default())),
            now: Arc::new(pair.1.translated(&now, &mut found)),
        });
        let changes = Changes { texts: changes.collect(), others: of_originals.others.clone() };
        let in_translation = &site.translation.as_ref()?.site;
        let records = self.kept.prepare(in_translation, changes, options, files)?.with(found);
        let originals = of_originals.texts.iter().map(|change| Arc::clone(&change.now)).collect();
        Some(PreparedTranslation { records, originals, translations })
    }

    /// A translation as it is now, with its place.
    fn changed(&self, change: &Change, files: &Files) -> Option<(usize, RawTranslation)> {
        let at = self.translations.iter().position(|one| one.file == change.now.file())?;
        Some((at, RawTranslation::of(&change.now, self.translations[at].original_file, files)?))
    }

    /// Puts what was linked into the translated site, after the site of the originals has been caught up.
    pub fn put(&mut self, prepared: PreparedTranslation, site: &mut Site, files: &Files) {
        let PreparedTranslation { records, originals, translations } = prepared;
        self.originals.extend(originals.into_iter().map(|one| (one.file(), one)));
        translations.into_iter().for_each(|(at, now)| self.translations[at] = now);
        let mut in_translation = site.translation.take().expect("a site with translations").site;
        self.kept.put(records, &mut in_translation, Some(site));
        self.audit(&in_translation, files);
        site.translation = Some(Box::new(Translation::of(in_translation, &self.translations)));
    }

    fn audit(&mut self, in_translation: &Site, files: &Files) {
        audit::audit_translations(in_translation, &self.kept.companions, files, &mut self.kept.found.of_whole);
    }
}
