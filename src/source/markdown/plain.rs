//! HTML of a text → the text alone: paragraphs apart, items with a dash, cells apart.

use super::unescape;

/// The words of finished HTML, without markup. Paragraphs stand an empty line apart.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        push_words(&mut out, text);
        let Some((tag, after)) = after.split_once('>') else { break };
        push_break(&mut out, tag);
        rest = after;
    }
    push_words(&mut out, rest);
    out.truncate(out.trim_end().len());
    out
}

/// Adds words; white space counts as one space, and as none at the start of a line.
fn push_words(out: &mut String, text: &str) {
    for c in unescape(text).chars() {
        match c.is_whitespace() && c != '\u{a0}' {
            false => out.push(c),
            true if out.is_empty() || out.ends_with(char::is_whitespace) => {}
            true => out.push(' '),
        }
    }
}

fn push_break(out: &mut String, tag: &str) {
    let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default().trim_end_matches('/');
    match name.to_ascii_lowercase().as_str() {
        "br" | "/li" | "/tr" | "/dt" | "/dd" | "/caption" => push_lines(out, 1),
        "li" => {
            push_lines(out, 1);
            out.push_str("- ");
        }
        "/td" | "/th" => out.push('\t'),
        "/p" | "/ul" | "/ol" | "/dl" | "/table" | "/pre" | "/blockquote" | "/div" | "/h1" | "/h2" | "/h3" | "/h4"
        | "/h5" | "/h6" => push_lines(out, 2),
        _ => {}
    }
}

/// Ends the line, and leaves so many ends of lines at the end.
fn push_lines(out: &mut String, count: usize) {
    let is_item = out.ends_with("- ") && (out.len() == 2 || out.ends_with("\n- "));
    if is_item {
        return;
    }
    let text = out.trim_end_matches([' ', '\t', '\n']).len();
    let lines = out[text..].matches('\n').count();
    out.truncate(text);
    if text > 0 {
        out.push_str(&"\n".repeat(lines.max(count)));
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_left_of_html_is_its_words() {
        for (html, expected) in [
            ("", ""),
            ("<p>Eén &amp; twee</p>\n<p>drie<br>vier</p>\n", "Eén & twee\n\ndrie\nvier"),
            ("<ul>\n<li><p>a</p></li>\n<li>b <a href=\"x\">c</a></li>\n</ul>\n<p>d</p>", "- a\n\n- b c\n\nd"),
            ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>", "a\tb\n1\t2"),
            ("<h2 id=\"a\">Kop</h2>\n<p>a &lt;b&gt;</p>", "Kop\n\na <b>"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }
}
