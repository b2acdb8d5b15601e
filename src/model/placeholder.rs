//! What `new` writes for somebody to replace.
//!
//! `review` warns of what is still there when the site is checked.

/// The text of a region.
pub const REGION: &str = "Vertel hier wat er in deze regio speelt, en wie er samenwerken.";
/// The text of a plan.
pub const PLAN: &str = "Vertel hier waarom er een plan is, en wat het wil bereiken.";
/// The summary of a line.
pub const LINE_SUMMARY: &str = "Wat deze actielijn wil bereiken.";
/// The text of a line.
pub const LINE: &str = "Vertel hier waar deze lijn over gaat.";
/// The text of an action.
pub const ACTION: &str = "Leg hier uit wat er gebeurt, en waarom.";
/// The definition of a figure.
pub const DEFINITION: &str = "Leg hier uit wat er is geteld, en wat niet.";
/// The source of a figure.
pub const SOURCE: &str = "Noem hier de bron";
/// The summary of a news item.
pub const NEWS_SUMMARY: &str = "Het nieuws in één zin.";
/// The text of a news item.
pub const NEWS: &str = "Begin met wat er nieuw is: wie doet wat, waar en wanneer.";
/// The summary of an event.
pub const EVENT_SUMMARY: &str = "Waar de bijeenkomst over gaat.";
/// The text of an event.
pub const EVENT: &str = "Vertel hier wat er gebeurt, voor wie het is en hoe iemand zich aanmeldt.";
/// The summary of a good practice.
pub const PRACTICE_SUMMARY: &str = "Wat hier goed werkt, in één zin.";
/// The text of a good practice.
pub const PRACTICE: &str = "Vertel hier wat er gebeurt, waarom het werkt en wat een ander ervan kan overnemen.";
/// The text of a question.
pub const QUESTION: &str = "Begin met het korte antwoord. Daarna de uitleg.";

/// All of them.
pub const ALL: &[&str] = &[
    REGION,
    PLAN,
    LINE_SUMMARY,
    LINE,
    ACTION,
    DEFINITION,
    SOURCE,
    NEWS_SUMMARY,
    NEWS,
    EVENT_SUMMARY,
    EVENT,
    PRACTICE_SUMMARY,
    PRACTICE,
    QUESTION,
];
