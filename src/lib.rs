//! Publishes regional action plans — how Dutch regions tackle the shortage of staff in care and welfare — as a static
//! website: Markdown and YAML in, HTML and SVG out.
//!
//! The folder tree is the pipeline; data goes one way, and each module knows only those on its left.
//!
//! ```text
//! content/ ─▶ source ─▶ model ─▶ chart ─▶ theme ─▶ output ─▶ any static host
//!             files     Site     SVG      HTML     files
//!             as trees  (typed,           of one
//!             with spans linked)          page
//! ```
//!
//! | read | to learn |
//! |---|---|
//! | [`pipeline`] | the hops in order; start here |
//! | [`source`] | how files become trees in which every value keeps its place |
//! | [`model`] | what a region, plan, line, action and figure is, and how they are linked |
//! | [`chart`] | how a figure becomes SVG |
//! | [`theme`] | what a template can use, and how a page is rendered |
//! | [`output`] | what files a site consists of, and how they are published without ever showing half |
//! | [`review`] | what `check` says of the language, of numbers and of what nobody uses |
//! | [`serve`] | how a page is rendered when a browser asks for it, and reloads after a change |
//! | [`diagnostic`] | every mistake that can be reported, and how |
//! | [`language`] | numbers, dates and lists in Dutch and English |
//! | [`external`] | whether links to other sites still work, asked only on request |
//! | [`desk`] | how `new`, `import`, `fmt`, `schema` and `cms` write files for people |
//! | [`cli`] | the commands |
//!
//! The file system is touched only in [`source`], in loading a theme, in [`output`] and by the [`desk`]; clock and environment only in
//! `main`. So the same input gives the same bytes.

pub mod chart;
pub mod cli;
pub mod desk;
pub mod diagnostic;
pub mod external;
pub mod language;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod review;
pub mod serve;
pub mod source;
pub mod theme;
