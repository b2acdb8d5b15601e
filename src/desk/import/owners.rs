//! A cell that says who leads an action → organisations of the site. What is no name of one for certain is left to a
//! person: nobody is guessed, and nobody is made up.

use super::Known;
use super::actions::plain;
use crate::source::address::letters;

/// Who leads an action.
#[derive(Debug, Default, PartialEq)]
pub struct Owners {
    /// Ids of organisations, in the order of the cell.
    pub ids: Vec<String>,
    /// Names that are of no organisation, or of several.
    pub unknown: Vec<String>,
}

/// Signs between two names. Some stand in a name too: "Ministerie van Volksgezondheid, Welzijn en Sport".
const BETWEEN: [char; 5] = ['\n', ';', ',', '/', '•'];

/// Words between two names that stand in a name too: only where all names are known they part them.
const JOINING: [&str; 3] = [" en ", " & ", " + "];

/// Reads the names in a cell.
pub fn read(cell: &str, organisations: &[Known]) -> Owners {
    let cell: Vec<String> = cell.lines().map(plain).filter(|line| !line.is_empty()).collect();
    let cell = cell.join("\n");
    let mut owners = Owners::default();
    let mut rest = cell.as_str();
    while !rest.is_empty() {
        let mut ends = rest.match_indices(BETWEEN).map(|(at, _)| at).chain([rest.len()]).collect::<Vec<_>>();
        ends.reverse();
        // The longest name first.
        let known = ends.iter().find_map(|end| Some((*end, ids(&rest[..*end], organisations)?)));
        let shortest = ends.last().copied().unwrap_or(rest.len());
        let end = match known {
            Some((end, ids)) => {
                owners.ids.extend(ids);
                end
            }
            None => {
                let name = rest[..shortest].trim().trim_start_matches(['-', '*']).trim();
                owners.unknown.extend((!letters(name).is_empty()).then(|| name.to_owned()));
                shortest
            }
        };
        rest = rest[end..].trim_start_matches(BETWEEN).trim_start();
    }
    owners
}

/// The organisation that is so called, or all of several with such a word between them. None when one of them is not known.
fn ids(names: &str, organisations: &[Known]) -> Option<Vec<String>> {
    if let Some(id) = id(names, organisations) {
        return Some(vec![id]);
    }
    let mut between = JOINING.iter().flat_map(|joining| names.match_indices(joining));
    between.find_map(|(at, joining)| {
        let first = id(&names[..at], organisations)?;
        let others = ids(&names[at + joining.len()..], organisations)?;
        Some([vec![first], others].concat())
    })
}

/// The only organisation with this title or id, however its capitals, accents and signs are written.
fn id(name: &str, organisations: &[Known]) -> Option<String> {
    let name = letters(name);
    let mut named =
        organisations.iter().filter(|known| [&known.title, &known.id].map(|own| letters(own)).contains(&name));
    let found = named.next().filter(|_| !name.is_empty() && named.next().is_none())?;
    Some(found.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_organisations_are_found_and_others_are_left() {
        let known = |(id, title): (&str, &str)| Known { id: id.to_owned(), title: title.to_owned() };
        let organisations = [
            ("kustzorg", "Kustzorg"),
            ("duin-en-dal", "Duin en Dal"),
            ("ministerie", "Ministerie van Zee, Wind en Zout"),
            ("een", "Dubbel"),
            ("twee", "Dubbel"),
        ]
        .map(known);
        for (cell, ids, unknown) in [
            ("", &[][..], &[][..]),
            ("KustZorg", &["kustzorg"], &[]),
            ("Duin- en Dal", &["duin-en-dal"], &[]),
            ("- Kustzorg\n- Duin en Dal", &["kustzorg", "duin-en-dal"], &[]),
            ("Kustzorg en Duin en Dal", &["kustzorg", "duin-en-dal"], &[]),
            ("Ministerie van Zee, Wind en Zout, **Kustzorg**", &["ministerie", "kustzorg"], &[]),
            ("Kustzorg / gemeente Kust", &["kustzorg"], &["gemeente Kust"]),
            ("Kustzorg & Duin en Dal + Kustzorg", &["kustzorg", "duin-en-dal", "kustzorg"], &[]),
            ("Kustzorg en partners", &[], &["Kustzorg en partners"]),
            ("Kustzorg Noord", &[], &["Kustzorg Noord"]),
            ("Dubbel; –", &[], &["Dubbel"]),
        ] {
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            assert_eq!(read(cell, &organisations), Owners { ids: owned(ids), unknown: owned(unknown) }, "{cell}");
        }
    }
}
