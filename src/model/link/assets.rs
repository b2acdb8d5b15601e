//! Files that are no pages: which of them are published, and what is named that is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::problem::{SlugRemedy, nearest};
use crate::diagnostic::{Diagnostics, Problem, Span, Spanned};
use crate::model::Asset;
use crate::model::address::{asset_path, keeps_its_path};
use crate::model::picture::Picture;
use crate::model::reading::Decoded;
use crate::source::address::join;
use crate::source::colophon::Colophon;
use crate::source::{self, Look, Sources, picture};

/// Files that are published as they are, found by their path; only those that a page uses are published.
pub(in crate::model) struct AssetTable {
    pub(super) all: Vec<source::Asset>,
    /// Files that could not be read, which has been reported.
    pub(super) broken: BTreeSet<String>,
    pub(super) by_path: BTreeMap<String, usize>,
    /// Indexes into `all` of the files that a figure takes its values from, or a text its pictures.
    read: BTreeSet<usize>,
    /// Indexes into `all`, in the order of first use, each with its path on the site.
    used: BTreeMap<usize, String>,
    /// What was seen in the files that were looked at, by path.
    looks: BTreeMap<String, Look>,
    /// Indexes into `all` of the pictures that texts show, each with its place in `pictures`.
    shown: BTreeMap<usize, usize>,
    pub(super) pictures: Vec<Picture>,
    /// Indexes into `all` of the files that were asked for since this was last emptied, in order.
    asked: Vec<usize>,
    /// The places of pictures that were asked for again since then, and where.
    shown_again: Vec<(usize, Span)>,
}

impl AssetTable {
    pub(super) fn new(sources: &mut Sources<Decoded>) -> Self {
        let all = std::mem::take(&mut sources.assets);
        AssetTable {
            by_path: all.iter().enumerate().map(|(index, asset)| (asset.path.clone(), index)).collect(),
            all,
            broken: sources.broken.iter().cloned().collect(),
            read: BTreeSet::new(),
            used: BTreeMap::new(),
            looks: std::mem::take(&mut sources.looks),
            shown: BTreeMap::new(),
            pictures: Vec::new(),
            asked: Vec::new(),
            shown_again: Vec::new(),
        }
    }

    /// A file that is named in a folder, which stays out of the site unless a page names it. None when there is no such
    /// file, which has been reported.
    pub(in crate::model) fn named(
        &mut self,
        dir: &str,
        written: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&source::Asset> {
        let Some(path) = join(dir, &written.value) else {
            diagnostics.report(written.span, Problem::BadPath { key: "file".into(), value: written.value.clone() });
            return None;
        };
        if !self.by_path.contains_key(&path) {
            if let Some(problem) = self.missing(&path, &written.value, dir) {
                diagnostics.report(written.span, problem);
            }
            return None;
        }
        self.find(&path)
    }

    /// A file by its path from the content folder, which stays out of the site unless a page names it.
    pub(super) fn find(&mut self, path: &str) -> Option<&source::Asset> {
        let index = self.index(path)?;
        self.read.insert(index);
        Some(&self.all[index])
    }

    /// Takes a file as it is now. False when more than what it holds shows in the site.
    pub(super) fn replace(&mut self, asset: &source::Asset) -> bool {
        let Some(&index) = self.by_path.get(&asset.path) else { return false };
        self.all[index] = asset.clone();
        !self.used.contains_key(&index)
    }

    /// What is wrong with a path that no file has; none when that has been reported.
    pub(super) fn missing(&self, path: &str, written: &str, dir: &str) -> Option<Problem> {
        let nearest = nearest_file(path, self.by_path.keys().map(String::as_str)).map(|near| relative(dir, near));
        let problem = Problem::MissingTarget { target: written.to_owned(), nearest };
        (!self.broken.contains(path)).then_some(problem)
    }

    /// Marks a file as used and gives its place and its path on the site.
    pub(super) fn take(&mut self, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<(usize, String)> {
        let index = self.index(path)?;
        if let Some(path) = self.used.get(&index) {
            return Some((index, path.clone()));
        }
        let on_site = named(path, span, diagnostics)?;
        if let Some((other, _)) = self.used.iter().find(|(_, p)| **p == on_site) {
            let other = Some(format!("`{}`", self.all[*other].path));
            diagnostics.report(span, Problem::AddressCollision { address: on_site.clone(), other });
        }
        self.used.insert(index, on_site.clone());
        Some((index, on_site))
    }

    /// The place among the pictures of a file that a text shows; none when there is no such file, or when it cannot be
    /// shown, which is reported at its first place.
    pub(super) fn show(&mut self, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<usize> {
        let index = self.index(path)?;
        if let Some(place) = self.shown.get(&index) {
            self.shown_again.push((*place, span));
            return Some(*place);
        }
        self.read.insert(index);
        let seen = match self.seen(path) {
            Ok(seen) => seen,
            Err(problem) => {
                diagnostics.report(span, problem);
                return None;
            }
        };
        let on_site = named(path, span, diagnostics)?;
        let picture = Picture::new(&on_site, self.all[index].source.clone(), &seen, span);
        // The same picture under two names that become one on the site is one picture.
        let place = self.pictures.iter().position(|other| other.files == picture.files).unwrap_or_else(|| {
            self.pictures.push(picture);
            self.pictures.len() - 1
        });
        self.shown.insert(index, place);
        Some(place)
    }

    /// What was seen of a picture.
    fn seen(&self, path: &str) -> Result<picture::Picture, Problem> {
        match self.looks.get(path) {
            Some(Look::Picture(seen)) => seen.clone(),
            _ => Err(Problem::PictureUnreadable { path: path.to_owned() }),
        }
    }

    /// What a document tells of itself; nothing when it was not asked.
    pub(super) fn colophon(&self, path: &str) -> Colophon {
        match self.looks.get(path) {
            Some(Look::Document(colophon)) => *colophon,
            _ => Colophon::default(),
        }
    }

    /// The place of a file that is asked for.
    fn index(&mut self, path: &str) -> Option<usize> {
        let index = *self.by_path.get(path)?;
        self.asked.push(index);
        Some(index)
    }

    /// Takes the files that were asked for, and the pictures among them that were known, each with its place.
    pub(super) fn take_asked(&mut self) -> (Vec<usize>, Vec<(usize, Span)>) {
        (std::mem::take(&mut self.asked), std::mem::take(&mut self.shown_again))
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// Paths of the files that nobody took.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self
            .all
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.used.contains_key(index) && !self.read.contains(index));
        unused.map(|(_, asset)| asset.path.clone()).filter(|path| !keeps_its_path(path)).collect()
    }

    /// The published files, and for each file its place among them.
    pub(super) fn published(&mut self) -> (Vec<Asset>, BTreeMap<usize, usize>) {
        for (index, asset) in self.all.iter().enumerate().filter(|(_, a)| keeps_its_path(&a.path)) {
            self.used.insert(index, asset.path.clone());
        }
        let places = self.used.keys().enumerate().map(|(place, index)| (*index, place)).collect();
        let all = &self.all;
        let assets = self.used.iter().map(|(index, path)| Asset {
            path: path.clone(),
            source: all[*index].source.clone(),
            size: all[*index].size,
        });
        (assets.collect(), places)
    }
}

/// The path on the site of a file that is published as it is; reported when its name leaves none.
fn named(path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let on_site = asset_path(path);
    if on_site.is_none() {
        diagnostics.report(span, Problem::NoSlug { title: path.to_owned(), remedy: SlugRemedy::FileName });
    }
    on_site
}

/// A path as seen from a folder, both from the content folder.
pub(super) fn relative(dir: &str, path: &str) -> String {
    let from: Vec<&str> = dir.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let up = "../".repeat(from.len() - common);
    format!("{up}{}", to[common..].join("/"))
}

/// The known file that was probably meant: one of the same type with nearly the same name, in the most similar folder.
pub(super) fn nearest_file<'a>(path: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let wanted = extension(path);
    let known: Vec<&str> = known.filter(|file| wanted.is_none() || extension(file) == wanted).collect();
    let name = nearest(name_of(path), known.iter().map(|file| name_of(file)))?;
    let namesakes = || known.iter().filter(|file| name_of(file) == name);
    let near = nearest(path, namesakes().copied());
    namesakes().find(|file| near.as_deref().is_none_or(|near| near == **file)).copied()
}

/// What a file is about, by its path: `index.md` by its folder.
fn name_of(path: &str) -> &str {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.rsplit('/').next().expect("split gives at least one part")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_as_seen_from_its_file() {
        assert_eq!(relative("news", "regions/twente.md"), "../regions/twente.md");
        assert_eq!(relative("plans/a/lines", "plans/a/index.md"), "../index.md");
        assert_eq!(relative("", "index.md"), "index.md");
    }
}
