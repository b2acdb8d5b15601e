//! What the operating system can have against a file, with the words in both languages.

use std::io::{Error, ErrorKind};

use crate::language::Language;

/// Why the operating system does not read or write something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemFault {
    /// What kind of fault it is; the common ones have words of our own.
    pub kind: ErrorKind,
    /// The system's own words, for any other.
    words: String,
}

impl From<Error> for SystemFault {
    fn from(error: Error) -> Self {
        SystemFault { kind: error.kind(), words: error.to_string() }
    }
}

impl From<ErrorKind> for SystemFault {
    fn from(kind: ErrorKind) -> Self {
        Error::from(kind).into()
    }
}

impl SystemFault {
    /// The reason, as it stands behind a colon.
    pub(super) fn words(&self, language: Language) -> &str {
        let (dutch, english) = match self.kind {
            ErrorKind::NotFound => ("het bestaat niet", "it does not exist"),
            ErrorKind::PermissionDenied => ("u hebt er geen rechten voor", "you have no permission"),
            ErrorKind::AlreadyExists => ("het bestaat al", "it exists already"),
            ErrorKind::NotADirectory => ("een deel van het pad is geen map", "a part of the path is not a folder"),
            ErrorKind::IsADirectory => ("het is een map", "it is a folder"),
            ErrorKind::StorageFull => ("de schijf is vol", "the disk is full"),
            ErrorKind::QuotaExceeded => ("uw ruimte op de schijf is op", "your room on the disk is used up"),
            ErrorKind::ReadOnlyFilesystem => ("hier kan alleen worden gelezen", "this place can only be read"),
            ErrorKind::FileTooLarge => ("het is te groot", "it is too large"),
            ErrorKind::InvalidData => ("het is geen tekst in UTF-8", "it is not text in UTF-8"),
            _ => (self.words.as_str(), self.words.as_str()),
        };
        language.pick(dutch, english)
    }

    /// True when the file itself is at fault, which is up to its author; rights and disks are up to the machine.
    pub(super) fn is_of_the_file(&self) -> bool {
        matches!(self.kind, ErrorKind::IsADirectory | ErrorKind::FileTooLarge | ErrorKind::InvalidData)
    }

    /// What to do about a file that cannot be read.
    pub(super) fn hint(&self, language: Language) -> &'static str {
        match self.kind {
            ErrorKind::IsADirectory => language.pick(
                "geef de map een andere naam; hier hoort een bestand",
                "give the folder another name; a file belongs here",
            ),
            ErrorKind::FileTooLarge => {
                language.pick("verdeel het over kleinere bestanden", "divide it over smaller files")
            }
            _ => language.pick("controleer de rechten van het bestand", "check the file's permissions"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problem;

    #[test]
    fn a_common_fault_has_words_of_our_own_behind_the_path() {
        let path = Some("documenten/plan.pdf".to_owned());
        let problem = Problem::Unreadable { path, fault: ErrorKind::PermissionDenied.into() };
        let dutch = "`documenten/plan.pdf` is niet te lezen: u hebt er geen rechten voor";
        assert_eq!(problem.message(Language::Dutch), dutch);
        assert_eq!(problem.message(Language::English), "`documenten/plan.pdf` cannot be read: you have no permission");
    }

    #[test]
    fn a_folder_in_place_of_a_file_is_a_mistake_of_its_author_and_missing_rights_are_not() {
        for (kind, is_environment) in [(ErrorKind::IsADirectory, false), (ErrorKind::PermissionDenied, true)] {
            assert_eq!(Problem::Unreadable { path: None, fault: kind.into() }.is_environment(), is_environment);
        }
    }

    #[test]
    fn a_fault_without_words_of_our_own_keeps_those_of_the_system() {
        let fault = SystemFault::from(Error::other("OS file watch limit reached."));
        assert_eq!(fault.words(Language::Dutch), "OS file watch limit reached.");
        assert_eq!(fault.words(Language::English), "OS file watch limit reached.");
    }
}
