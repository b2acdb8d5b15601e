//! The static API, the site as JSON for another program to build on: which files it has, and where they live. What they
//! hold is written in the output.

use super::address::folder_of;
use super::figure::Figure;
use super::{Plan, Ref, Region, Site};

/// Folder of this version of the API. Files of one version only gain keys.
const FOLDER: &str = "api/v1";

/// Path of the file to begin with.
pub const INDEX: &str = "api/v1/index.json";

/// A file of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiFile {
    /// Where to begin.
    Index,
    /// All things of a kind, without their texts and values.
    List(Kind),
    /// A region with its text.
    Region(Ref<Region>),
    /// A plan with its lines and actions.
    Plan(Ref<Plan>),
    /// A figure with its values.
    Figure(Ref<Figure>),
    /// What the files of a shape hold.
    Schema(Shape),
}

/// A kind of thing that has a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Kind {
    Regions,
    Plans,
    Lines,
    Actions,
    Figures,
    Comparisons,
    Topics,
    Projects,
    Organisations,
}

/// What a file looks like; each shape has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its files")]
pub enum Shape {
    Index,
    List(Kind),
    Region,
    Plan,
    Figure,
    Comparison,
}

impl Kind {
    /// All kinds, in the order of the index.
    pub const ALL: [Kind; 9] = {
        use Kind::*;
        [Regions, Plans, Lines, Actions, Figures, Comparisons, Topics, Projects, Organisations]
    };

    /// The word in paths.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Regions => "regions",
            Kind::Plans => "plans",
            Kind::Lines => "lines",
            Kind::Actions => "actions",
            Kind::Figures => "figures",
            Kind::Comparisons => "comparisons",
            Kind::Topics => "topics",
            Kind::Projects => "projects",
            Kind::Organisations => "organisations",
        }
    }

    /// Path of the list from the site's root.
    pub fn path(self) -> String {
        format!("{FOLDER}/{}.json", self.word())
    }

    /// Number of things of this kind.
    pub fn count(self, site: &Site) -> usize {
        match self {
            Kind::Regions => site.regions.len(),
            Kind::Plans => site.plans.len(),
            Kind::Lines => site.lines.len(),
            Kind::Actions => site.actions.len(),
            Kind::Figures => site.figures.len(),
            Kind::Comparisons => site.comparisons.len(),
            Kind::Topics => site.topics.len(),
            Kind::Projects => site.projects.len(),
            Kind::Organisations => site.organisations.len(),
        }
    }
}

impl Shape {
    /// All shapes.
    pub fn all() -> impl Iterator<Item = Shape> {
        [Shape::Index, Shape::Region, Shape::Plan, Shape::Figure, Shape::Comparison]
            .into_iter()
            .chain(Kind::ALL.map(Shape::List))
    }

    fn word(self) -> &'static str {
        match self {
            Shape::Index => "index",
            Shape::Region => "region",
            Shape::Plan => "plan",
            Shape::Figure => "figure",
            Shape::Comparison => "comparison",
            Shape::List(kind) => kind.word(),
        }
    }

    /// Path of the schema from the site's root.
    pub fn path(self) -> String {
        format!("{FOLDER}/schema/{}.json", self.word())
    }
}

impl ApiFile {
    /// All files, in a fixed order.
    pub fn all(site: &Site) -> Vec<ApiFile> {
        let mut files = vec![ApiFile::Index];
        files.extend(Kind::ALL.map(ApiFile::List));
        files.extend(site.regions.refs().map(ApiFile::Region));
        files.extend(site.plans.refs().map(ApiFile::Plan));
        files.extend(site.figures.refs().map(ApiFile::Figure));
        files.extend(Shape::all().map(ApiFile::Schema));
        files
    }

    /// The path of the file from the site's root. It is named as the page is: unique, since addresses are.
    pub fn path(self, site: &Site) -> String {
        let named = |kind: Kind, page: &str| {
            let name = folder_of(page).rsplit('/').next().expect("split gives at least one part");
            format!("{FOLDER}/{}/{name}.json", kind.word())
        };
        match self {
            ApiFile::Index => INDEX.to_owned(),
            ApiFile::List(kind) => kind.path(),
            ApiFile::Region(region) => named(Kind::Regions, &site.regions[region].path),
            ApiFile::Plan(plan) => named(Kind::Plans, &site.plans[plan].path),
            ApiFile::Figure(figure) => named(Kind::Figures, &site.figures[figure].path),
            ApiFile::Schema(shape) => shape.path(),
        }
    }

    /// What the file looks like.
    pub fn shape(self) -> Shape {
        match self {
            ApiFile::Index | ApiFile::Schema(_) => Shape::Index,
            ApiFile::List(kind) => Shape::List(kind),
            ApiFile::Region(_) => Shape::Region,
            ApiFile::Plan(_) => Shape::Plan,
            ApiFile::Figure(_) => Shape::Figure,
        }
    }
}
