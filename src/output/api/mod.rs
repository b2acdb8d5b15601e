//! The files of the API ([`crate::model::api`]): the site as JSON, with a JSON Schema (2020-12) for each shape of file,
//! made from the types in [`records`].

mod records;
mod schema;
mod write;

use crate::model::api::ApiFile;
use crate::model::{Site, download};

/// The version. Files of one version only gain keys.
const VERSION: u32 = 1;

/// The bytes of a file of the API.
pub fn bytes(site: &Site, file: ApiFile) -> Vec<u8> {
    if let ApiFile::Schema(shape) = file {
        return download::lines(&schema::of(shape));
    }
    let path = file.path(site);
    let root = "../".repeat(path.matches('/').count());
    let writer = write::Writer { site, schema: format!("{root}{}", file.shape().path()), root };
    match file {
        ApiFile::Index => download::lines(&writer.index()),
        ApiFile::List(kind) => writer.list(kind),
        ApiFile::Region(region) => download::lines(&writer.region_file(region)),
        ApiFile::Plan(plan) => download::lines(&writer.plan_file(plan)),
        ApiFile::Figure(figure) => download::lines(&writer.figure_file(figure)),
        ApiFile::Schema(_) => unreachable!("a schema is written before"),
    }
}
