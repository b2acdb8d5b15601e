// Serves a built site on loopback as a plain static host would, only stricter: under a sub-path drawn anew in each run,
// with no redirects and a policy that allows nothing but the site's own files.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { addressOf } from "./site.mjs";

export const POLICY = [
  "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
  "media-src 'self'", "frame-src 'self'", "form-action 'self'", "frame-ancestors 'self'", "base-uri 'none'",
].join("; ");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
  ".woff2": "font/woff2", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf", ".ics": "text/calendar; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** Types that hosts pack. */
const PACKED = /^(text\/|image\/svg\+xml|application\/(json|xml|manifest\+json))/;

/**
 * Starts serving; call `stop` when done. Pages live in a sub-path. Only 404.html, which may reach for the site's own path,
 * is served at that path, from a port of its own: so another page that does the same still fails. With `packs` texts go
 * out packed, as hosts send them: how long a page takes is judged by that.
 */
export async function serve(site, { packs = false } = {}) {
  const copy = await listen(site, `/${randomBytes(6).toString("hex")}/`, packs);
  const place = await listen(site, site.base ? new URL(site.base).pathname : "/", packs);
  return {
    addressOfPage: (page) => (page.isNotFound ? place : copy).base + addressOf(page.path),
    stop: () => [copy, place].forEach(({ server }) => server.close()),
  };
}

async function listen(site, mount, packs) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Browsers ask for this of their own accord; a copy in a sub-path does not own the host's root.
    if (pathname === "/favicon.ico" && mount !== "/") return response.writeHead(204).end();
    const { status, type, body } = answer(site, mount, pathname);
    const isPacked = packs && PACKED.test(type);
    const packed = isPacked ? { "Content-Encoding": "gzip" } : {};
    response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", ...packed });
    response.end(isPacked ? gzipSync(body, { level: 6 }) : body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, base: `http://127.0.0.1:${server.address().port}${mount}` };
}

/** What a host answers for an address under `mount`: the file, or 404.html with status 404. */
export function answer(site, mount, pathname) {
  const path = pathname.startsWith(mount) ? localPath(pathname.slice(mount.length)) : undefined;
  const file = [path, path === "" || path?.endsWith("/") ? `${path}index.html` : undefined].find((candidate) => site.files.has(candidate));
  if (file !== undefined) return { status: 200, ...content(site, file) };
  if (site.files.has("404.html")) return { status: 404, ...content(site, "404.html") };
  return { status: 404, type: "text/plain", body: "not found" };
}

// Only names from the site's own list are read, so no path leads out of its folder.
function localPath(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function content(site, file) {
  return { type: TYPES[extname(file)] ?? "application/octet-stream", body: readFileSync(join(site.root, file)) };
}
