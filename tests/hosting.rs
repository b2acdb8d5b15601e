//! A site works on any static host, below any address and from a folder: its links are relative and lead to files.

mod program;

use std::collections::{BTreeMap, BTreeSet};

use program::html::{Tag, tags, text};
use program::{Project, Tree};

/// Addresses in attributes: name of the tag, name of the attribute, what the address is for.
const ADDRESSES: &[(&str, &str)] = &[
    ("a", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("source", "src"),
    ("object", "data"),
    ("iframe", "src"),
    ("form", "action"),
    ("use", "href"),
    ("image", "href"),
];

/// A site below an address of which it does not know.
struct Served {
    files: Tree,
    /// Ids on each page, by the page's file.
    ids: BTreeMap<String, BTreeSet<String>>,
}

/// Where the site happens to be served.
const BELOW: &str = "/x7f3/ergens/";

impl Served {
    fn new(files: Tree) -> Served {
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
        let ids = pages
            .map(|(path, bytes)| (path.clone(), tags(page(bytes)).iter().filter_map(|t| t.attribute("id")).collect()));
        Served { ids: ids.collect(), files }
    }

    fn pages(&self) -> impl Iterator<Item = (&String, &str)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path, page(bytes)))
    }

    /// The file that a relative address on a page leads to, as a server finds it; what is wrong when it finds none.
    fn follow(&self, from: &str, address: &str) -> Result<String, String> {
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let full = resolve(&format!("{BELOW}{from}"), path).ok_or("it leads above the host's root")?;
        let inside = full.strip_prefix(BELOW).ok_or("it leads out of the site")?;
        let file = match inside.is_empty() || inside.ends_with('/') {
            true => format!("{inside}index.html"),
            false => inside.to_owned(),
        };
        if !self.files.contains_key(&file) {
            let is_folder = self.files.contains_key(&format!("{file}/index.html"));
            return Err(if is_folder {
                "a server would redirect to the folder".into()
            } else {
                format!("no file {file}")
            });
        }
        match anchor.is_empty() || self.ids.get(&file).is_some_and(|ids| ids.contains(anchor)) {
            true => Ok(file),
            false => Err(format!("no #{anchor} in {file}")),
        }
    }
}

fn page(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

/// Resolves a relative path as browsers do; none when it leads above the root.
fn resolve(base: &str, relative: &str) -> Option<String> {
    if relative.is_empty() {
        return Some(base.to_owned());
    }
    if relative.starts_with('/') {
        return Some(relative.to_owned());
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    let steps: Vec<&str> = relative.split('/').collect();
    for (number, step) in steps.iter().enumerate() {
        let is_last = number + 1 == steps.len();
        match *step {
            "." => parts.extend(is_last.then_some("")),
            ".." => {
                parts.pop().filter(|part| !part.is_empty())?;
                parts.extend(is_last.then_some(""));
            }
            step => parts.push(step),
        }
    }
    Some(parts.join("/"))
}

/// True for a link that leads to another site or program, as an author wrote it.
fn is_external(tag: &str, address: &str) -> bool {
    tag == "a" && ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// True for an address for search engines, which they take only with the host: the page's own, and of its languages.
fn is_for_search_engines(tag: &Tag) -> bool {
    match tag.attribute("rel").as_deref() {
        Some("canonical") => true,
        Some("alternate") => tag.attribute("hreflang").is_some(),
        _ => false,
    }
}

/// Every address on a page with the name of the tag that it stands in, other than those that have to be absolute.
fn addresses(html: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    for tag in tags(html) {
        assert!(tag.attribute("style").is_none(), "not checked here");
        let attribute = ADDRESSES.iter().find(|(name, _)| *name == tag.name).map(|(_, attribute)| *attribute);
        let address = attribute.filter(|_| !is_for_search_engines(&tag)).and_then(|name| tag.attribute(name));
        found.extend(address.map(|address| (tag.name, address)));
        // Each size of a picture: its address and, behind a space, its width.
        let sizes = tag.attribute("srcset").unwrap_or_default();
        let sizes = sizes.split(',').filter_map(|size| size.split_whitespace().next());
        found.extend(sizes.map(|address| (tag.name, address.to_owned())));
    }
    found
}

#[track_caller]
fn assert_links_work(site: &Served, expects: impl Fn(&str) -> bool) {
    let mut wrong = Vec::new();
    let mut links = 0;
    for (path, html) in site.pages().filter(|(path, _)| *path != "404.html") {
        for (_, address) in addresses(html).into_iter().filter(|(tag, address)| !is_external(tag, address)) {
            links += 1;
            if let Err(reason) = site.follow(path, &address) {
                wrong.push(format!("{path}: {address}: {reason}"));
            }
            if !expects(&address) {
                wrong.push(format!("{path}: {address}: not of this form"));
            }
        }
    }
    assert!(links > 2000, "{links} links are few for the example site");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_link_of_the_example_site_is_relative_and_leads_to_a_file() {
    let site = Served::new(Project::example().build(&[]));
    assert_links_work(&site, |address| {
        let path = address.split('#').next().expect("split gives at least one part");
        !(path.contains("//") || path.contains(':') || path.ends_with('/') || path.ends_with(".."))
    });
}

#[test]
fn every_pretty_link_leads_to_a_folder_with_its_slash() {
    let site = Served::new(Project::example().build(&["--pretty"]));
    assert_links_work(&site, |address| {
        let path = address.split('#').next().expect("split gives at least one part");
        !(path.contains("//") || path.contains(':') || path.ends_with("index.html"))
    });
}

#[test]
fn pages_stand_in_the_same_files_with_and_without_pretty_links() {
    let project = Project::example();
    let plain: Vec<String> = project.build(&[]).into_keys().collect();
    let pretty: Vec<String> = project.build(&["--pretty"]).into_keys().collect();
    assert_eq!(plain, pretty);
}

#[test]
fn the_sites_own_address_stands_only_where_it_has_to() {
    let base = "https://regio.example/onder/";
    let project = Project::example();
    let built = project.build(&["--base-url", base]);
    let mut mentioned = BTreeSet::new();
    for (path, bytes) in &built {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            for tag in tags(&text).iter().filter(|tag| {
                ["href", "content", "src"].iter().any(|a| tag.attribute(a).is_some_and(|v| v.contains("regio.example")))
            }) {
                let property = tag.attribute("property").or_else(|| tag.attribute("rel")).unwrap_or_default();
                let is_meant = is_for_search_engines(tag) || property == "og:url" || property == "og:image";
                assert!(is_meant, "{path}: <{}>", tag.name);
            }
            let own = without(
                &without(&text, "<pre class=\"copy\">", "</pre>"),
                "<script type=\"application/ld+json\">",
                "</script>",
            );
            let in_text = program::html::text(&own).contains("regio.example");
            assert!(!in_text, "{path} mentions its address in its text");
        } else if text.contains("regio.example") {
            let name = path.rsplit('/').next().expect("split gives at least one part");
            // Data goes from hand to hand, and has to say where it comes from.
            let kind = ["json", "ics"].into_iter().find(|kind| name.ends_with(&format!(".{kind}")));
            mentioned.insert(kind.map_or_else(|| name.to_owned(), |kind| format!("*.{kind}")));
        }
    }
    let expected = ["*.ics", "*.json", "atom.xml", "dcat.jsonld", "robots.txt", "sitemap.xml"];
    assert_eq!(mentioned.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// A page without the parts between two marks: a line to copy, or data for other sites.
fn without(html: &str, open: &str, close: &str) -> String {
    let mut parts = html.split(open);
    let first = parts.next().expect("split gives at least one part").to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(close).expect("a part is closed").1)
}

#[test]
fn the_canonical_address_is_the_base_address_and_the_path() {
    let project = Project::new(&[("content/pages/over.md", "---\ntitle: Over\n---\n")]);
    for (base, args, canonical) in [
        ("https://a.nl", &[][..], "https://a.nl/over/index.html"),
        ("https://a.nl/", &["--pretty"], "https://a.nl/over/"),
        ("https://a.nl/sub/pad", &["--pretty"], "https://a.nl/sub/pad/over/"),
        ("http://localhost:8000/x/", &[], "http://localhost:8000/x/over/index.html"),
    ] {
        let built = project.build(&[&["--base-url", base], args].concat());
        let html = project.page("over/index.html");
        let links = tags(&html);
        let found = links
            .iter()
            .find(|tag| tag.attribute("rel").as_deref() == Some("canonical"))
            .and_then(|t| t.attribute("href"));
        assert_eq!(found.as_deref(), Some(canonical));
        assert!(page(&built["sitemap.xml"]).contains(&format!("<loc>{canonical}</loc>")), "{base}");
        let sitemap = format!("Sitemap: {}/sitemap.xml", base.trim_end_matches('/'));
        assert!(page(&built["robots.txt"]).contains(&sitemap), "{base}");
    }
    let built = project.build(&[]);
    let html = project.page("over/index.html");
    assert!(!html.contains("canonical") && !html.contains("og:url"), "nobody knows the address");
    assert!(!built.contains_key("sitemap.xml") && !page(&built["robots.txt"]).contains("Sitemap"));
}

#[test]
fn the_addresses_of_a_sitemap_are_those_of_the_pages() {
    let built = Project::example().build(&["--base-url", "https://regio.example/onder"]);
    let sitemap = page(&built["sitemap.xml"]);
    let listed: BTreeSet<&str> = sitemap
        .split("<loc>https://regio.example/onder/")
        .skip(1)
        .map(|part| part.split("</loc>").next().expect("split gives at least one part"))
        .collect();
    let is_page = |html: &str| html.contains("rel=\"canonical\"") && !html.contains("content=\"noindex\"");
    let pages: BTreeSet<&str> = built
        .iter()
        .filter(|(path, bytes)| path.ends_with(".html") && is_page(page(bytes)))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(listed, pages);
    assert!(listed.len() > 100);
}

#[test]
fn the_404_page_works_at_any_address() {
    let project = Project::example();
    for (base, root) in [(None, "/"), (Some("https://a.nl"), "/"), (Some("https://a.nl/sub/pad"), "/sub/pad/")] {
        for pretty in [false, true] {
            let site_file = std::fs::read_to_string(project.path("content/site.yaml")).expect("the file is there");
            let without: String =
                site_file.lines().filter(|line| !line.starts_with("base_url")).map(|l| format!("{l}\n")).collect();
            project.write("content/site.yaml", without);
            let mut args: Vec<&str> = base.iter().flat_map(|base| ["--base-url", base]).collect();
            args.extend(pretty.then_some("--pretty"));
            let built = project.build(&args);
            let links = addresses(page(&built["404.html"]));
            let own: Vec<&String> =
                links.iter().filter(|(tag, a)| !is_external(tag, a) && !a.starts_with('#')).map(|(_, a)| a).collect();
            assert!(own.iter().any(|address| address.contains("static/style.")), "it has its style");
            for address in own {
                let path = address.strip_prefix(root).unwrap_or_else(|| panic!("{address} starts with {root}"));
                let path = path.split('#').next().expect("split gives at least one part");
                let file =
                    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
                assert!(built.contains_key(&file), "{address}");
            }
        }
    }
}

#[test]
fn a_preview_is_for_no_search_engine_and_each_page_names_its_own_on_the_real_site() {
    let base = "https://regio.example/onder/";
    let project = Project::example();
    let noindex = "<meta name=\"robots\" content=\"noindex\">";
    let real = project.build(&["--base-url", base]);
    assert!(!page(&real["index.html"]).contains(noindex) && real.contains_key("sitemap.xml"));
    let preview = Served::new(project.build(&["--base-url", base, "--preview"]));
    for (path, html) in preview.pages() {
        assert!(html.contains(noindex), "{path} may be kept");
        let canonical = tags(html).into_iter().find(|tag| tag.attribute("rel").as_deref() == Some("canonical"));
        let canonical = canonical.and_then(|tag| tag.attribute("href"));
        let of_real = canonical.as_deref().map(|address| address.strip_prefix(base).expect("of the real site"));
        assert!(path == "404.html" || of_real.is_some_and(|file| real.contains_key(file)), "{path}: {canonical:?}");
    }
    assert!(!preview.files.contains_key("sitemap.xml"), "its addresses would be those of the real site");
    // A search engine has to read a page to see that it may not keep it.
    assert_eq!(page(&preview.files["robots.txt"]), "User-agent: *\nAllow: /\n");
    assert_links_work(&preview, |address| !address.contains("regio.example"));
}

#[test]
fn github_pages_serves_the_files_as_they_are() {
    assert_eq!(Project::new(&[]).build(&[])[".nojekyll"], b"");
}

#[test]
fn a_former_address_leads_on_without_rules_of_the_server() {
    let project = Project::new(&[
        ("content/pages/over.md", "---\ntitle: Over \"ons\"\nredirect_from: [oud/adres, ouder.html, oudst/]\n---\n"),
        ("content/glossary/bbl.md", "---\ntitle: BBL\nredirect_from: [wat-is-bbl]\n---\n"),
    ]);
    for args in [&["--base-url", "https://a.nl/b"][..], &["--base-url", "https://a.nl/b", "--pretty"]] {
        let site = Served::new(project.build(args));
        for (old, new, anchor) in [
            ("oud/adres/index.html", "over/index.html", ""),
            ("ouder.html", "over/index.html", ""),
            ("oudst/index.html", "over/index.html", ""),
            ("wat-is-bbl/index.html", "begrippen/index.html", "#bbl"),
        ] {
            let html = page(&site.files[old]);
            let all = tags(html);
            let refresh = all.iter().find(|tag| tag.attribute("http-equiv").as_deref() == Some("refresh"));
            let target = refresh.and_then(|tag| tag.attribute("content")).expect("it leads on at once");
            let target = target.strip_prefix("0; url=").expect("without waiting");
            let link = all.iter().find(|tag| tag.name == "a").and_then(|tag| tag.attribute("href"));
            assert_eq!(link.as_deref(), Some(target), "{old} has a link for who is not led on");
            assert_eq!(site.follow(old, target).as_deref(), Ok(new), "{old}");
            assert!(target.ends_with(anchor), "{old}: {target}");
            assert!(html.contains("noindex") && html.contains("rel=\"canonical\""), "{old}");
            assert!(!text(html).is_empty());
        }
    }
}

#[test]
fn an_address_belongs_to_one_page() {
    let plan = "---\ntitle: Plan\nkind: pact\nregions: [twente]\nstate: loopt\nas_of: 2019-01-01\ndeclaration: {title: Verklaring}\n\
                action_centre: {tasks: [Helpen]}\n---\n";
    let quota = "title: Mensen\nkind: aantal\nregions: [twente]\ndefinition: Mensen.\nunit: fte\nsource: {name: Wij}\n\
                 series: [{name: Mensen, values: {2019: 1}}]\n";
    let project = Project::new(&[
        ("content/regions/twente.md", "---\ntitle: Twente\n---\n"),
        ("content/plans/plan/index.md", plan),
        ("content/figures/mensen.yaml", quota),
        ("content/news/bericht.md", "---\ntitle: Bericht\ndate: 2019-01-01\nregions: [twente]\n---\n"),
        ("content/pages/over.md", "---\ntitle: Over\n---\n"),
    ]);
    let site = project.build(&["--base-url", "https://a.nl"]);
    for (address, code) in [
        ("index.html", "AP014"),
        ("404.html", "AP014"),
        ("over", "AP014"),
        ("over/index.html", "AP014"),
        ("Over", "AP039"),
        ("Index.html", "AP039"),
        ("atom.xml", "AP014"),
        ("sitemap.xml", "AP014"),
        ("robots.txt", "AP014"),
        ("atom.xml/oud", "AP014"),
        ("static", "AP014"),
        ("regios", "AP014"),
        ("nieuws/2019", "AP014"),
        ("nieuws/bericht", "AP014"),
        ("regios/twente/cijfers", "AP014"),
        ("regios/twente/atom.xml", "AP014"),
        ("plannen/plan/intentieverklaring", "AP014"),
        ("plannen/plan/actiecentrum", "AP014"),
        (".git/config.html", "AP016"),
        (".actieplan", "AP016"),
        ("oud/.verborgen", "AP016"),
    ] {
        // The name of the file puts it before all others, and so before the page that it collides with.
        project.write("content/pages/aaa.md", format!("---\ntitle: Aaa\nredirect_from: ['{address}']\n---\n"));
        let ran = project.run(&["build", "--base-url", "https://a.nl"]);
        assert_eq!(ran.code, 1, "{address}: {}", ran.err);
        assert!(ran.err.contains(code) && ran.err.contains("content/pages/aaa.md:3:"), "{address}: {}", ran.err);
    }
    project.remove("content/pages/aaa.md");
    project.write("content/news/2019.md", "---\ntitle: Jaar\ndate: 2019-02-02\n---\n");
    let ran = project.run(&["build"]);
    assert!(ran.code == 1 && ran.err.contains("AP014") && ran.err.contains("content/news/2019.md"), "{}", ran.err);
    assert_eq!(program::tree(&project.path("output")), site);
}

#[test]
fn the_check_of_links_finds_what_is_wrong() {
    let files = [("a/index.html", "<p id=\"kop\">"), ("b.html", "")];
    let site = Served::new(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into());
    for (address, works) in [
        ("index.html", true),
        ("./", true),
        ("", true),
        ("#kop", true),
        ("../a/", true),
        ("../b.html", true),
        ("#geen", false),
        ("../b.html#kop", false),
        ("../a", false),
        ("..", false),
        ("../c.html", false),
        ("/a/index.html", false),
        ("../../b.html", false),
        ("../../../../b.html", false),
        ("https://a.nl/", false),
    ] {
        assert_eq!(site.follow("a/index.html", address).is_ok(), works, "{address}");
    }
}
