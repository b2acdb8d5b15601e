//! The JSON Schema of each shape of file, made from the types that the files are made of.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::records::*;
use crate::model::api::{Kind, Shape};
use crate::model::compare::download::File as ComparisonFile;
use crate::model::download::json::File as FigureFile;

/// The schema of a shape (JSON Schema 2020-12).
pub fn of(shape: Shape) -> Schema {
    match shape {
        Shape::Index => made_from::<Index>(),
        Shape::Region => made_from::<RegionFile>(),
        Shape::Plan => made_from::<PlanFile>(),
        Shape::Figure => made_from::<FigureFile>(),
        Shape::Comparison => made_from::<ComparisonFile>(),
        Shape::List(Kind::Regions) => made_from::<List<Region>>(),
        Shape::List(Kind::Plans) => made_from::<List<Plan>>(),
        Shape::List(Kind::Lines) => made_from::<List<Line>>(),
        Shape::List(Kind::Actions) => made_from::<List<Action>>(),
        Shape::List(Kind::Figures) => made_from::<List<FigureRow>>(),
        Shape::List(Kind::Comparisons) => made_from::<List<ComparisonRow>>(),
        Shape::List(Kind::Topics) => made_from::<List<Topic>>(),
        Shape::List(Kind::Projects) => made_from::<List<Project>>(),
        Shape::List(Kind::Organisations) => made_from::<List<Organisation>>(),
    }
}

/// As it is written, not as it could be read: a key that is always written is required.
fn made_from<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
