//! The size of a logo, from its file: a page that knows it does not jump when the picture comes in.

/// Width and height in px of a picture, SVG or PNG; none of any other file.
pub(super) fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    match path.rsplit_once('.')?.1 {
        "svg" => svg(std::str::from_utf8(bytes).ok()?),
        "png" => png(bytes),
        _ => None,
    }
    .filter(|(width, height)| *width > 0 && *height > 0)
}

/// From the `viewBox` of the outermost element, else from its width and height.
fn svg(text: &str) -> Option<(u32, u32)> {
    let tag = text.split_once("<svg")?.1.split('>').next()?;
    let attribute = |name: &str| {
        let rest = tag.split_once(&format!(" {name}="))?.1;
        rest.get(1..)?.split(rest.chars().next()?).next()
    };
    let round = |number: &str| number.trim_end_matches("px").parse::<f64>().ok().map(|number| number.round() as u32);
    let of_box = || {
        let numbers: Vec<u32> = attribute("viewBox")?.split([' ', ',']).filter_map(round).collect();
        <[u32; 4]>::try_from(numbers).ok().map(|[_, _, width, height]| (width, height))
    };
    of_box().or_else(|| Some((round(attribute("width")?)?, round(attribute("height")?)?)))
}

/// From the first chunk, which every PNG starts with (PNG specification, 11.2.1).
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(8)?, number(12)?))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn the_size_is_read_from_the_file() {
        let svg = |text: &str| size("a.svg", text.as_bytes());
        assert_eq!(svg("<?xml?><svg xmlns='x' viewBox='0 0 120.4 40'>"), Some((120, 40)));
        assert_eq!(svg("<svg width=\"12px\"\nheight=\"9\">"), None);
        assert_eq!(svg("<svg width=\"12px\" height=\"9\"><path width=\"3\"/>"), Some((12, 9)));
        assert_eq!(svg("<svg viewBox=\"0 0 0 4\">"), None);
        assert_eq!(svg("<svg><path width=\"3\" height=\"3\"/>"), None);
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\x50\x08\x06";
        assert_eq!(size("a.png", png), Some((320, 80)));
        assert_eq!(size("a.png", &png[..18]), None);
        assert_eq!(size("a.gif", png), None);
    }
}
