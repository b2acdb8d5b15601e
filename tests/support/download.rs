//! Small documents to download, with what each tells of itself.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The core properties of a file of Office (ECMA-376).
const CORE: &str = "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
    xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
    <dcterms:created xsi:type=\"dcterms:W3CDTF\">2018-02-01T08:00:00Z</dcterms:created>{}</cp:coreProperties>";
/// The properties of a file of LibreOffice (OpenDocument 1.3).
const META: &str = "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><office:meta>{}</office:meta></office:document-meta>";

/// An archive with these parts, packed.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, packed).expect("a part can be added");
        archive.write_all(bytes).expect("memory can be written");
    }
    archive.finish().expect("an archive can be closed").into_inner()
}

/// A file of Word, Excel or PowerPoint that was made on 1 February 2018, with what else it tells.
pub fn office(more: &str) -> Vec<u8> {
    archive(&[("[Content_Types].xml", b"<Types/>"), ("docProps/core.xml", CORE.replace("{}", more).as_bytes())])
}

/// What a file of Office tells of when it was saved.
pub fn modified(moment: &str) -> String {
    format!("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified>")
}

/// A file of LibreOffice with what it tells.
pub fn open_document(told: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("meta.xml", META.replace("{}", told).as_bytes()),
    ])
}

/// The catalogue, the pages and one page for each, as the objects of a PDF from number 1 on; then what it tells.
fn objects(pages: usize, info: &str) -> Vec<String> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" ")),
    ];
    objects.extend((0..pages).map(|_| "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_owned()));
    objects.push(info.to_owned());
    objects
}

/// A PDF as it was until version 1.4: plain objects and a table that says where each of them stands.
pub fn pdf_with_table(pages: usize, info: &str) -> Vec<u8> {
    let objects = objects(pages, info);
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (place, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", place + 1);
    }
    let start = pdf.len();
    let trailer = format!("trailer\n<</Size {0}/Root 1 0 R/Info {1} 0 R>>\n", objects.len() + 1, objects.len());
    format!("{pdf}{table}{trailer}startxref\n{start}\n%%EOF\n").into_bytes()
}

/// A PDF as it is since version 1.5: all objects in one compressed stream, and where they stand in another.
pub fn pdf_with_streams(pages: usize, info: &str) -> Vec<u8> {
    let objects = objects(pages, info);
    let (count, mut places, mut bodies) = (objects.len(), String::new(), String::new());
    for (place, object) in objects.iter().enumerate() {
        places += &format!("{} {} ", place + 1, bodies.len());
        bodies += &format!("{object} ");
    }
    let packed = deflated(format!("{places}{bodies}").as_bytes());
    let (holder, table) = (count + 1, count + 2);
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let holder_at = pdf.len();
    let head = format!("/Type/ObjStm/N {count}/First {}", places.len());
    pdf.extend(stream(holder, &head, &packed));
    let table_at = pdf.len();
    // Each entry: a kind in one byte, then two bytes, then two: 2 is an object in a stream, 1 one with a place of its own.
    let entry = |kind: u8, first: usize, second: usize| {
        let number = |value: usize| u16::try_from(value).expect("the file is small").to_be_bytes();
        [&[kind][..], &number(first), &number(second)].concat()
    };
    let mut entries = entry(0, 0, 65535);
    (0..count).for_each(|place| entries.extend(entry(2, holder, place)));
    entries.extend(entry(1, holder_at, 0));
    entries.extend(entry(1, table_at, 0));
    let head = format!("/Type/XRef/Size {}/W[1 2 2]/Root 1 0 R/Info {count} 0 R", table + 1);
    pdf.extend(stream(table, &head, &deflated(&entries)));
    pdf.extend(format!("startxref\n{table_at}\n%%EOF\n").bytes());
    pdf
}

fn stream(number: usize, head: &str, packed: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj\n<<{head}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    [head.as_bytes(), packed, b"\nendstream\nendobj\n"].concat()
}

/// Bytes in the format of zlib (RFC 1950): what an archive makes of them, with a head and a sum.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let packed = archive(&[("x", bytes)]);
    let mut raw = Vec::new();
    let mut archive = ZipArchive::new(Cursor::new(packed)).expect("an archive");
    archive.by_index_raw(0).expect("its part").read_to_end(&mut raw).expect("memory can be read");
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    [&[0x78, 0x9c][..], &raw, &(high << 16 | low).to_be_bytes()].concat()
}

/// What a PDF tells of itself.
pub fn info(told: &str) -> String {
    format!("<<{told}>>")
}
