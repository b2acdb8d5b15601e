//! Licences by their short name, as written in content, with the address by which data catalogues know them.

/// A licence under which figures can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licence {
    /// Short name (SPDX).
    pub name: &'static str,
    /// Address of its terms.
    pub address: &'static str,
}

/// The licences that the site knows by name. The first two are those that the Dutch government uses for open data.
pub const KNOWN: &[Licence] = &[
    Licence { name: "CC-BY-4.0", address: "https://creativecommons.org/licenses/by/4.0/" },
    Licence { name: "CC0-1.0", address: "https://creativecommons.org/publicdomain/zero/1.0/" },
    Licence { name: "CC-BY-SA-4.0", address: "https://creativecommons.org/licenses/by-sa/4.0/" },
    Licence { name: "CC-BY-NC-4.0", address: "https://creativecommons.org/licenses/by-nc/4.0/" },
    Licence { name: "CC-BY-ND-4.0", address: "https://creativecommons.org/licenses/by-nd/4.0/" },
    Licence { name: "CC-BY-NC-SA-4.0", address: "https://creativecommons.org/licenses/by-nc-sa/4.0/" },
    Licence { name: "CC-BY-NC-ND-4.0", address: "https://creativecommons.org/licenses/by-nc-nd/4.0/" },
    Licence { name: "ODbL-1.0", address: "https://opendatacommons.org/licenses/odbl/1-0/" },
    Licence { name: "PDDL-1.0", address: "https://opendatacommons.org/licenses/pddl/1-0/" },
];

/// The address of a licence: of a known one, or as written when it is a web address.
pub fn address(written: &str) -> Option<&str> {
    let known = KNOWN.iter().find(|licence| licence.name.eq_ignore_ascii_case(written));
    known.map(|licence| licence.address).or_else(|| written.starts_with("https://").then_some(written))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_licence_is_known_by_its_name_or_gives_its_own_address() {
        assert_eq!(address("cc0-1.0"), Some("https://creativecommons.org/publicdomain/zero/1.0/"));
        assert_eq!(address("https://a.nl/voorwaarden"), Some("https://a.nl/voorwaarden"));
        assert_eq!(address("vrij"), None);
    }
}
