//! Names of things that never change: of feeds, their entries and events.

use crate::model::Site;

/// A name-based identifier in the form of a UUID (RFC 9562, version 8: custom), of a BLAKE3 hash of the site's `id` and a
/// subject such as `news/start`. It survives a new title, a new slug and a new address of the site.
pub fn uuid(site: &Site, subject: &str) -> String {
    let hash = blake3::hash(format!("{}\n{subject}", site.settings.id).as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
