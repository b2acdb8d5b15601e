use super::*;
use crate::diagnostic::Files;

/// A page that prints each open place in a way that a test can read.
struct Plain {
    prefix: &'static str,
    shift: u8,
}

impl Setting for Plain {
    fn address(&self, index: usize, out: &mut String) {
        let _ = write!(out, "LINK{index}");
    }
    fn title(&self, index: usize, out: &mut String) {
        let _ = write!(out, "TITLE{index}");
    }
    fn figure(&self, index: usize, out: &mut String) {
        let _ = write!(out, "FIGURE{index}");
    }
    fn picture(&self, index: usize, out: &mut String) {
        let _ = write!(out, "PICTURE{index}");
    }
    fn word(&self, key: &'static str) -> &str {
        key
    }
    fn id_prefix(&self) -> &str {
        self.prefix
    }
    fn heading_shift(&self) -> u8 {
        self.shift
    }
}

/// Parses and prints a text; gives the HTML and the codes of what was reported, each with the text it points at.
fn rendered(markdown: &str) -> (String, Vec<(&'static str, String)>) {
    rendered_in(markdown, &Plain { prefix: "", shift: 0 })
}

fn rendered_in(markdown: &str, setting: &Plain) -> (String, Vec<(&'static str, String)>) {
    let mut files = Files::default();
    let file = files.add("content/news/x.md", markdown);
    let mut diagnostics = Diagnostics::default();
    let origin = Origin { file, text: markdown, dir: "news", start: 0, verbatim: true, dated: false };
    let prose = parse(markdown, origin, &mut diagnostics);
    let mut html = String::new();
    prose.write(setting, &mut html);
    let found = diagnostics.sorted(&files).into_iter();
    let found = found.map(|d| (d.problem.code(), markdown[d.span.expect("a place").range()].to_owned())).collect();
    (html, found)
}

fn check(markdown: &str, expected: &str) {
    let (html, found) = rendered(markdown);
    assert_eq!(html.trim(), expected, "{markdown}");
    assert!(found.is_empty(), "{markdown}: {found:?}");
}

#[test]
fn tables_footnotes_strikethrough_task_lists_and_heading_ids_are_read() {
    check("~~weg~~", "<p><del>weg</del></p>");
    check("- [x] klaar", "<ul>\n<li><span class=\"task\">☑</span> klaar</li>\n</ul>");
    check("## Één kop", "<h2 id=\"een-kop\">Één kop</h2>");
    check(
        "a[^1]\n\n[^1]: noot",
        "<p>a<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"footnotes\"><ol><li id=\"fn-1\"><p>noot</p>\n\
         <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"back_to_text\">↩</a></li></ol></section>",
    );
    let (table, _) = rendered("|a|\n|-|\n|1|");
    assert!(
        table.starts_with(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"table_scroll\"><table>"
        ),
        "{table}"
    );
}

#[test]
fn definition_lists_are_not_read() {
    check("term\n: uitleg", "<p>term\n: uitleg</p>");
}

#[test]
fn repeated_headings_get_unique_ids() {
    check("## Doel\n\n## Doel", "<h2 id=\"doel\">Doel</h2>\n<h2 id=\"doel-2\">Doel</h2>");
}

#[test]
fn of_heading_attributes_only_id_and_class_survive() {
    check("## T {#eigen .groot onclick=\"x\"}", "<h2 id=\"eigen\" class=\"groot\">T</h2>");
}

#[test]
fn a_first_level_heading_in_a_text_becomes_a_second_level_one() {
    check("# T", "<h2 id=\"t\">T</h2>");
}

#[test]
fn the_info_of_a_fence_is_escaped() {
    let (html, _) = rendered("```\"><script>\nx\n```");
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn ids_and_levels_depend_on_the_page() {
    let (html, _) = rendered_in("## A\n\nb[^x]\n\n[^x]: n", &Plain { prefix: "lijn-1-", shift: 1 });
    assert!(html.contains("<h3 id=\"lijn-1-a\">A</h3>"), "{html}");
    assert!(html.contains("href=\"#lijn-1-fn-1\"") && html.contains("id=\"lijn-1-fn-1\""), "{html}");
}

#[test]
fn links_figures_and_empty_link_texts_are_open_places() {
    check("[a](b.md) [](actie:x/y)", "<p><a href=\"LINK0\">a</a> <a href=\"LINK1\">TITLE1</a></p>");
    check("![](figuur:uitstroom)", "FIGURE0");
    check("zie ![](figuur:uitstroom)", "<p>zie <a href=\"LINK0\">TITLE0</a></p>");
    check("<https://a.nl/?x=1&y=2>", "<p><a href=\"https://a.nl/?x=1&amp;y=2\">https://a.nl/?x=1&amp;y=2</a></p>");
    check("<info@a.nl>", "<p><a href=\"mailto:info@a.nl\">info@a.nl</a></p>");
}

#[test]
fn scripts_and_event_attributes_are_removed_with_a_warning() {
    let (html, found) = rendered("a\n\n<script>alert(1)</script>\n\n<p onerror=\"x()\" class=\"k\">b</p>\n");
    assert!(!html.contains("alert") && !html.contains("onerror") && html.contains("<p class=\"k\">b</p>"), "{html}");
    assert_eq!(found, [("AP025", "<script".to_owned()), ("AP025", "onerror=\"x()\"".to_owned())]);
}

#[test]
fn javascript_and_its_disguises_never_reach_a_page() {
    let texts = [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#x0A;script:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a][r]\n\n[r]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<a href=\"&#106;ava&#9;script:alert(1)\">a</a>",
        "<a\n href='javascript:alert(1)'>a</a>",
        "<img src=x onerror=alert(1)>",
        "<a href=javascript:alert(1)>a</a>",
        "<svg><a xlink:href=\"javascript:alert(1)\">a</a></svg>",
    ];
    for text in texts {
        let (html, found) = rendered(text);
        let tags: String = html.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag).collect();
        assert!(!tags.to_lowercase().contains("script") && !tags.contains("onerror"), "{text} → {html}");
        assert!(!found.is_empty(), "{text}");
    }
}

#[test]
fn a_refused_address_is_pointed_at() {
    let (_, found) = rendered("tekst [a](javascript:x)\n");
    assert_eq!(found, [("AP023", "javascript:x".to_owned())]);
}

#[test]
fn raw_lists_with_styles_become_plain_lists() {
    let (html, found) = rendered("<ol style=\"list-style-type: none\"><li>een</li><li>4<sup>e</sup></li></ol>");
    assert_eq!(html, "<ol><li>een</li><li>4<sup>e</sup></li></ol>");
    assert_eq!(found[0].0, "AP025");
}

#[test]
fn headings_beside_raw_html_keep_their_open_level() {
    let (html, _) = rendered_in("## A\n\n<b>x</b>", &Plain { prefix: "p-", shift: 2 });
    assert!(html.contains("<h4 id=\"p-a\">A</h4>"), "{html}");
}

#[test]
fn an_image_needs_a_text_and_a_file_of_our_own() {
    assert_eq!(rendered("![](a.png)").1[0].0, "AP026");
    assert_eq!(rendered("![x](https://a.nl/a.png)").1[0].0, "AP028");
}

#[test]
fn vague_link_texts_and_undated_words_are_warned_about() {
    assert_eq!(rendered("Klik [hier](b.md).").1, [("AP032", "[hier](b.md)".to_owned())]);
    assert_eq!(rendered("Wij werken momenteel door.").1, [("AP033", "momenteel".to_owned())]);
    assert_eq!(rendered("Het advies komt in mei.").1, [("AP033", "in mei".to_owned())]);
    assert!(rendered("Het advies kwam in mei 2019.").1.is_empty());
}

#[test]
fn a_panic_of_the_parser_is_a_problem_of_that_text_only() {
    let mut files = Files::default();
    let file = files.add("x.md", "x");
    let mut diagnostics = Diagnostics::default();
    let origin = Origin { file, text: "x", dir: "", start: 0, verbatim: true, dated: false };
    let prose = guarded(|| panic!("as the parser does"), origin, &mut diagnostics);
    assert!(prose.is_empty() && diagnostics.has_errors());
}

#[test]
fn an_author_cannot_forge_a_mark() {
    let (html, _) = rendered("a \u{e000}a7\u{e001} b \u{e000} c");
    assert!(html.contains('a') && !html.contains("LINK"), "{html}");
}

#[test]
fn a_lead_is_a_whole_paragraph_without_marks_links_or_notes() {
    let text = "Één *zin* met [een link](https://a.nl/één), `code`[^1] en\n🙂.\n\nNog een.\n\n[^1]: Noot.\n";
    let mut files = Files::default();
    let file = files.add("a.md", text);
    let origin = Origin { file, text, dir: "", start: 0, verbatim: true, dated: false };
    let prose = parse(text, origin, &mut Diagnostics::default());
    assert_eq!(prose.lead, "Één zin met een link, code en 🙂.");
}
