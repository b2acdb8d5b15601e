//! Pictures in texts: what is published of them.

mod program;

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, Rgb, RgbImage};
use program::{Project, Tree, assert_same, tree};

const TEXT: &str = "---\ntitle: Foto\n---\n\n![Een les](les.jpg)\n";
/// What a camera notes beside a picture.
const PLACE: &str = "GPS 52.0907 5.1214";

/// A photo of 600 by 400, red on the left and blue on the right, that a camera made on its side.
fn photo() -> Vec<u8> {
    let colour = |x, _| if x < 300 { Rgb([200, 20, 20]) } else { Rgb([20, 20, 200]) };
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::from(RgbImage::from_fn(600, 400, colour));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture in memory can be written");
    with_notes(&bytes.into_inner())
}

/// Puts the notes of a camera (Exif) behind the mark that a JPEG begins with: turned a quarter (orientation 6), and a text.
fn with_notes(jpeg: &[u8]) -> Vec<u8> {
    let text_at = 8 + 2 + 2 * 12 + 4;
    let mut notes = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    notes.extend(b"\x01\x0e\0\x02\0\0\0");
    notes.push(u8::try_from(PLACE.len()).expect("short"));
    notes.extend([0, 0, 0, text_at]);
    notes.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    notes.extend(PLACE.as_bytes());
    let length = u16::try_from(notes.len() + 2).expect("short");
    [&jpeg[..2], b"\xff\xe1", &length.to_be_bytes(), &notes, &jpeg[2..]].concat()
}

fn project() -> Project {
    let project = Project::new(&[("content/pages/foto.md", TEXT)]);
    project.write("content/pages/les.jpg", photo());
    project
}

/// The pictures of a site, by path.
fn pictures(built: &Tree) -> Tree {
    built.iter().filter(|(path, _)| path.starts_with("bestanden/")).map(|(p, b)| (p.clone(), b.clone())).collect()
}

#[test]
fn a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() {
    let project = project();
    assert!(photo().windows(PLACE.len()).any(|part| part == PLACE.as_bytes()), "the photo has a secret");
    let built = project.build(&[]);
    let pictures = pictures(&built);
    assert_eq!(pictures.len(), 1, "{:?}", pictures.keys());
    for (path, bytes) in &pictures {
        assert!(path.starts_with("bestanden/pages/les-400.") && path.ends_with(".webp"), "{path}");
        let shown = image::load_from_memory(bytes).expect("it is a picture").to_rgb8();
        assert_eq!(shown.dimensions(), (400, 600));
        let (top, bottom) = (shown.get_pixel(200, 100), shown.get_pixel(200, 500));
        assert!(top[0] > 150 && top[2] < 80 && bottom[2] > 150 && bottom[0] < 80, "{top:?} over {bottom:?}");
    }
    assert!(built.values().all(|bytes| !bytes.windows(3).any(|part| part == b"GPS")), "no file tells the place");
    assert!(project.page("foto/index.html").contains("width=\"400\" height=\"600\""));
}

#[test]
fn what_was_drawn_before_gives_the_same_site_as_what_is_drawn_now() {
    let project = project();
    let first = project.build(&[]);
    assert_same(&first, &project.build(&[]));
    let (path, drawn) = pictures(&first).pop_first().expect("there is a picture");
    // Somebody else changed it, and then it is gone: it is drawn anew.
    project.write(&format!("output/{path}"), "geen foto");
    assert_same(&first, &project.build(&[]));
    project.remove(&format!("output/{path}"));
    assert_same(&first, &project.build(&[]));
    fs::remove_dir_all(project.path("output")).expect("the folder is there");
    assert_eq!(project.build(&[])[&path], drawn);
}

#[test]
fn a_picture_that_is_taken_away_or_replaced_is_gone_with_the_next_build() {
    let project = project();
    let former = pictures(&project.build(&[]));
    project.write("content/pages/les.jpg", with_notes(&photo()));
    let latter = pictures(&project.build(&[]));
    assert_eq!(latter.len(), 1);
    assert!(latter.keys().all(|path| !former.contains_key(path)), "another file has another name");
    project.write("content/pages/foto.md", "---\ntitle: Foto\n---\n\nZonder.\n");
    project.remove("content/pages/les.jpg");
    project.build(&[]);
    assert!(pictures(&tree(&project.path("output"))).is_empty());
}

#[test]
fn a_picture_that_is_cut_off_is_found_by_check_and_by_build() {
    let project = project();
    let whole = image::load_from_memory(&photo()).expect("it is a picture");
    let mut cut = Cursor::new(Vec::new());
    whole.write_to(&mut cut, image::ImageFormat::Png).expect("a picture in memory can be written");
    let mut cut = cut.into_inner();
    cut.truncate(cut.len() / 2);
    project.write("content/pages/les.jpg", cut);
    for command in ["check", "build"] {
        let ran = project.run(&[command]);
        assert_eq!(ran.code, 1, "{command}: {}", ran.err);
        let said = ran.out + &ran.err;
        assert!(said.contains("AP123") && said.contains("content/pages/foto.md:5:"), "{command}: {said}");
    }
}

#[test]
fn a_photo_that_is_linked_to_is_published_as_it_is_and_keeps_its_name() {
    let project = project();
    project.write("content/pages/foto.md", format!("{TEXT}\n[De foto om te drukken](les.jpg)\n"));
    let built = project.build(&[]);
    assert_eq!(built["bestanden/pages/les.jpg"], photo());
    assert_eq!(pictures(&built).len(), 2);
}
