//! The editor's desk: files that are written for people to go on with.
//!
//! Comes in: what somebody asked for. Goes out: content in the same form in which people write it. Nothing here knows
//! how a site is made of it.
//!
//! - [`scaffold`]: new files of each kind, and a whole new site; - [`import`]: a table with actions, made into lines;
//! - [`tidy`]: the same content in an even form; - [`schema`]: what each kind of file can hold, for editors;
//! - [`cms`]: what a CMS in the browser needs to edit it;
//! - [`files`]: the only place here that touches the disk, and that never overwrites by accident.

pub mod cms;
pub mod files;
pub mod import;
pub mod scaffold;
pub mod schema;
pub mod tidy;
mod yaml_text;
