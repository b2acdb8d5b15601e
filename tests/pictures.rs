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
fn a_row_of_news_shows_the_first_picture_of_its_text() {
    let project = project();
    let news = |text: &str| format!("---\ntitle: Bericht\ndate: 2026-11-01\n---\n\n{text}\n");
    project.write("content/news/met.md", news("Tekst.\n\n![Een les](../pages/les.jpg)"));
    project.write("content/news/zonder.md", news("Tekst."));
    project.build(&[]);
    let page = project.page("nieuws/index.html");
    let shown: Vec<&str> = page.split("<img ").skip(1).filter(|tag| tag.contains("row-picture")).collect();
    let [shown] = shown[..] else { panic!("one row has a picture: {page}") };
    let tag = &shown[..shown.find('>').expect("a tag ends")];
    assert!(tag.contains("les-400.") && tag.contains("width=\"400\" height=\"600\""), "{tag}");
    assert!(tag.contains("loading=\"lazy\"") && tag.contains("alt=\"\""), "{tag}");
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

// --- Cards -----------------------------------------------------------------------------------------------------------

const WITH_CARDS: &str = "id: proef\ntitle: Proef\ndescription: Een site om te proberen.\n\
                          base_url: https://voorbeeld.nl/plannen\nsocial_images: true\n";
/// In 2022 eight people in one branch, so few that they are hidden.
const FIGURE: &str = "title: Uitstroom\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\n\
                      reference_date: vierde kwartaal\ndefinition: Wie wegging.\nsource: {name: Bron}\nbreakdown: branche\n\
                      series:\n  - {name: VVT, values: {2022: 6413, 2023: 6110}}\n  - {name: Ggz, values: {2022: 8, 2023: 20}}\n";

fn project_with_cards() -> Project {
    Project::new(&[("content/site.yaml", WITH_CARDS), ("content/figures/uitstroom.yaml", FIGURE)])
}

/// The path that a page names as its card.
fn card_of(project: &Project, page: &str) -> String {
    let html = project.page(page);
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"https://voorbeeld.nl/plannen/").expect(page);
    rest.split_once('"').expect("an attribute ends").0.to_owned()
}

#[test]
fn a_page_names_a_card_that_is_there_and_has_the_size_that_it_says() {
    let project = project_with_cards();
    let built = project.build(&[]);
    let pages = ["index.html", "cijfers/uitstroom/index.html", "cijfers/index.html", "zoeken/index.html", "404.html"];
    let cards = pages.map(|page| card_of(&project, page));
    for card in &cards {
        let picture = image::load_from_memory(&built[card]).expect("it is a picture").to_rgb8();
        assert_eq!(picture.dimensions(), (1200, 630), "{card}");
        // The edges are ground: no text and no chart leaves the card.
        let bottom = (0..1200).all(|x| picture.get_pixel(x, 628) == picture.get_pixel(0, 628));
        assert!(bottom && (110..630).all(|y| picture.get_pixel(1198, y) == picture.get_pixel(0, 628)), "{card}");
        assert!(picture.pixels().any(|pixel| pixel != picture.get_pixel(0, 628)), "{card} is not empty");
    }
    assert_eq!(cards[0], cards[3], "a page without a card has that of the home page");
    assert!(cards[1] != cards[0] && cards[2] != cards[0]);
    let figure = project.page("cijfers/uitstroom/index.html");
    for tag in [
        "property=\"og:image:width\" content=\"1200\"",
        "property=\"og:image:height\" content=\"630\"",
        "property=\"og:locale\" content=\"nl_NL\"",
        "name=\"twitter:card\" content=\"summary_large_image\"",
    ] {
        assert!(figure.contains(tag), "{tag}");
    }
}

#[test]
fn a_card_is_drawn_once_and_again_only_when_it_changes() {
    let project = project_with_cards();
    let first = project.build(&[]);
    let [home, figure] = ["index.html", "cijfers/uitstroom/index.html"].map(|page| card_of(&project, page));
    // A card that was drawn again would be whole again: this one is damaged and seems to be older than the build.
    let old = fs::metadata(project.path(&format!("output/{home}"))).and_then(|of| of.modified()).expect("a day");
    project.write(&format!("output/{home}"), "geen kaart");
    let file = fs::File::options().write(true).open(project.path(&format!("output/{home}"))).expect("it is there");
    file.set_modified(old).expect("a file can seem older");
    assert_eq!(project.build(&[])[&home], b"geen kaart");
    fs::remove_dir_all(project.path("output")).expect("the folder is there");
    assert_same(&first, &project.build(&[]));
    project.edit("content/figures/uitstroom.yaml", "6413", "6414");
    let second = project.build(&[]);
    assert!(second.contains_key(&home) && !second.contains_key(&figure), "only the figure has another card");
    assert_ne!(card_of(&project, "cijfers/uitstroom/index.html"), figure);
}

#[test]
fn without_being_asked_for_there_are_no_cards_and_pages_say_their_title_all_the_same() {
    let project = project_with_cards();
    project.edit("content/site.yaml", "base_url: https://voorbeeld.nl/plannen\nsocial_images: true\n", "");
    let built = project.build(&[]);
    assert!(built.keys().all(|path| !path.ends_with(".png")));
    let home = project.page("index.html");
    assert!(home.contains("property=\"og:title\"") && !home.contains("og:image") && !home.contains("og:url"));
}

#[test]
fn a_number_that_is_hidden_does_not_show_on_a_card() {
    use actieplan::model::link::Options;
    use actieplan::model::page::Page;
    use actieplan::theme::Renderer;
    let card = |suppress: u32| {
        let project = project_with_cards();
        project.edit("content/figures/uitstroom.yaml", "  - {name: VVT, values: {2022: 6413, 2023: 6110}}\n", "");
        project.write("content/site.yaml", format!("{WITH_CARDS}suppress_below: {suppress}\n"));
        let today = "2026-12-01".parse().expect("a day");
        let options = Options { today, drafts: false, future: false, base_url: None, pretty: false, preview: false };
        let read = actieplan::pipeline::load(&project.path(""), &options);
        let (site, theme) = (read.site.expect("there is a site"), read.theme.expect("there is a theme"));
        let figure = site.figures.refs().next().expect("there is a figure");
        Renderer::new(&site, &theme).card(Page::Figure(figure))
    };
    let (open, hidden) = (card(0), card(10));
    assert!(open.contains("8\u{a0}personen"), "{open}");
    assert!(!hidden.contains("8\u{a0}personen") && hidden.contains("20\u{a0}personen"), "{hidden}");
}
