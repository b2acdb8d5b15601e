//! Documents to download: the day and the pages that a file tells of itself.

mod program;
mod support;

use program::{Project, assert_same};
use support::download::{archive, info, modified, office, open_document, pdf_with_streams, pdf_with_table};

/// A project with a document for each file; `keys` are more keys of it.
fn project(files: &[(&str, &str, Vec<u8>)]) -> Project {
    let project = Project::new(&[]);
    for (file, keys, bytes) in files {
        let id = id(file);
        project.write(&format!("content/documents/{file}"), bytes);
        project
            .write(&format!("content/documents/{id}.md"), format!("---\ntitle: Stuk {id}\nfile: {file}\n{keys}---\n"));
    }
    project
}

/// The id of the document of a file.
fn id(file: &str) -> String {
    file.replace('.', "-").to_lowercase()
}

/// What a document's row in the list of documents says.
fn row(project: &Project, file: &str) -> String {
    let page = project.page("documenten/index.html");
    let id = id(file);
    let rows: Vec<&str> = page.split("<li class=\"row row-document\">").collect();
    let row = rows.iter().find(|row| row.contains(&format!("href=\"../documenten/{id}/index.html\"")));
    let row = row.unwrap_or_else(|| panic!("{file} stands in {page}")).split("</li>").next().unwrap_or_default();
    program::html::text(row)
}

/// Held to what stands in the list for a file, from its kind and its organisation on.
#[track_caller]
fn says(project: &Project, file: &str, expected: &str) {
    let (id, row) = (id(file), row(project, file));
    let size =
        row.split_once(" bytes").map_or(row.as_str(), |(before, _)| before).rsplit(' ').next().unwrap_or_default();
    let found = row.replace(&format!("{size} bytes"), "N bytes");
    assert_eq!(found, format!("Stuk {id} {expected}"), "{file}");
}

#[test]
fn a_file_tells_the_day_on_which_it_was_saved() {
    let table = info("/CreationDate(D:20180201080000Z)/ModDate(D:20190512101500+02'00')");
    let project = project(&[
        ("brief.docx", "", office(&modified("2019-05-12T10:15:00Z"))),
        ("tabel.xlsx", "", office(&modified("2019-05-12T22:30:00Z"))),
        ("dia.pptx", "", office("")),
        ("brief.odt", "", open_document("<dc:date>2019-05-12T23:30:00.123</dc:date>")),
        ("tabel.ods", "", open_document("<meta:creation-date>2018-02-01T08:00:00</meta:creation-date>")),
        ("dia.odp", "", open_document("<dc:date>2019-05-12T08:00:00</dc:date>")),
        ("oud.pdf", "", pdf_with_table(5, &table)),
        ("NIEUW.PDF", "", pdf_with_streams(1, &table)),
        ("nacht.pdf", "", pdf_with_streams(2, &info("/ModDate(D:20191231233000-05'00')"))),
        ("gemaakt.pdf", "", pdf_with_table(2, &info("/CreationDate(D:20180201080000Z)"))),
    ]);
    project.build(&[]);
    says(&project, "brief.docx", "bestand van 12 mei 2019 Download Stuk brief-docx (Word, N bytes)");
    says(&project, "tabel.xlsx", "bestand van 13 mei 2019 Download Stuk tabel-xlsx (Excel, N bytes)");
    says(&project, "dia.pptx", "bestand van 1 februari 2018 Download Stuk dia-pptx (PowerPoint, N bytes)");
    says(&project, "brief.odt", "bestand van 12 mei 2019 Download Stuk brief-odt (ODT, N bytes)");
    says(&project, "tabel.ods", "bestand van 1 februari 2018 Download Stuk tabel-ods (ODS, N bytes)");
    says(&project, "dia.odp", "bestand van 12 mei 2019 Download Stuk dia-odp (ODP, N bytes)");
    says(&project, "oud.pdf", "bestand van 12 mei 2019 Download Stuk oud-pdf (PDF, N bytes, 5 pagina’s)");
    says(&project, "NIEUW.PDF", "bestand van 12 mei 2019 Download Stuk nieuw-pdf (PDF, N bytes, 1 pagina)");
    says(&project, "nacht.pdf", "bestand van 1 januari 2020 Download Stuk nacht-pdf (PDF, N bytes, 2 pagina’s)");
    says(&project, "gemaakt.pdf", "bestand van 1 februari 2018 Download Stuk gemaakt-pdf (PDF, N bytes, 2 pagina’s)");
    let list = project.page("documenten/index.html");
    let place = |file: &str| list.find(&format!("documenten/{file}/index.html")).expect("it stands in the list");
    assert!(place("nacht-pdf") < place("tabel-xlsx") && place("tabel-xlsx") < place("oud-pdf"), "latest first");
    let page = program::html::text(program::html::main(&project.page("documenten/oud-pdf/index.html")));
    assert!(page.contains("Datum van het bestand 12 mei 2019") && page.contains(", 5 pagina’s)"), "{page}");
}

#[test]
fn a_written_date_wins() {
    let told = info("/ModDate(D:20190512101500+02'00')");
    let project = project(&[
        ("brief.docx", "date: 2018-03-04\n", office(&modified("2019-05-12T10:15:00Z"))),
        ("oud.pdf", "date: 2018-03-04\n", pdf_with_table(3, &told)),
    ]);
    project.build(&[]);
    says(&project, "brief.docx", "4 maart 2018 Download Stuk brief-docx (Word, N bytes)");
    says(&project, "oud.pdf", "4 maart 2018 Download Stuk oud-pdf (PDF, N bytes, 3 pagina’s)");
    let page = program::html::text(program::html::main(&project.page("documenten/oud-pdf/index.html")));
    assert!(page.contains("Datum 4 maart 2018") && !page.contains("2019"), "{page}");
}

#[test]
fn a_file_that_tells_nothing_has_no_date_and_is_no_mistake() {
    let whole = office(&modified("2019-05-12T10:15:00Z"));
    let pdf = pdf_with_streams(3, &info("/ModDate(D:20190512101500+02'00')"));
    let locked = String::from_utf8(pdf_with_table(1, &info("/ModDate(D:20190512101500Z)"))).expect("text");
    let locked = locked.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Other/V 9>>");
    let project = project(&[
        ("kapot.docx", "", whole[..whole.len() / 2].to_vec()),
        ("leeg.docx", "", Vec::new()),
        ("wachtwoord.docx", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 whatever follows".to_vec()),
        ("zonder.docx", "", archive(&[("word/document.xml", b"<w:document/>")])),
        (
            "klok.xlsx",
            "",
            archive(&[("docProps/core.xml", b"<a><dcterms:created>1601-01-01T00:00:00Z</dcterms:created></a>")]),
        ),
        ("scheef.odt", "", archive(&[("meta.xml", b"<a><dc:date>2019-05-12</b></a>")])),
        ("halve.pdf", "", pdf[..pdf.len() / 8].to_vec()),
        ("slot.pdf", "", locked.into_bytes()),
        ("dag.pdf", "", pdf_with_table(1, &info("/ModDate(D:20190231101500Z)"))),
        ("ander.csv", "", b"a;b\n".to_vec()),
    ]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    project.build(&[]);
    for file in ["kapot.docx", "leeg.docx", "wachtwoord.docx", "zonder.docx"] {
        says(&project, file, &format!("Download Stuk {} (Word, N bytes)", id(file)));
    }
    says(&project, "klok.xlsx", "Download Stuk klok-xlsx (Excel, N bytes)");
    says(&project, "scheef.odt", "Download Stuk scheef-odt (ODT, N bytes)");
    says(&project, "halve.pdf", "Download Stuk halve-pdf (PDF, N bytes)");
    says(&project, "slot.pdf", "Download Stuk slot-pdf (PDF, N bytes)");
    says(&project, "dag.pdf", "Download Stuk dag-pdf (PDF, N bytes, 1 pagina)");
}

/// With another byte here or there a file may tell anything, and never ends the program.
#[test]
fn a_damaged_pdf_never_ends_the_program() {
    let whole = pdf_with_streams(3, &info("/ModDate(D:20190512101500+02'00')"));
    let damaged = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_mul(31).wrapping_add(7);
        bytes
    };
    let names: Vec<String> = (0..whole.len()).step_by(3).map(|at| format!("stuk-{at}.pdf")).collect();
    let files: Vec<_> = names.iter().enumerate().map(|(n, name)| (name.as_str(), "", damaged(n * 3))).collect();
    let project = project(&files);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

#[test]
fn the_disk_does_not_tell_the_date() {
    let project = project(&[("brief.docx", "", office(&modified("2019-05-12T10:15:00Z")))]);
    let first = project.build(&[]);
    let path = project.path("content/documents/brief.docx");
    let file = std::fs::File::options().write(true).open(&path).expect("the file is there");
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).expect("it can be set");
    assert_same(&first, &project.build(&[]));
}
