#!/usr/bin/env node
// Makes the pictures of the README anew from the built example site: node readme-pictures.mjs [FOLDER]. WebP, made by the browser itself.

import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serve } from "./server.mjs";
import { readSite } from "./site.mjs";
import { launch } from "./tabs.mjs";

const IMAGES = new URL("../../docs/images/", import.meta.url).pathname;
const WIDE = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 320, height: 760 }, deviceScaleFactor: 2 };
const PICTURES = [
  { name: "home", path: "index.html", screen: WIDE },
  { name: "plan", path: "plannen/stedendriehoek/index.html", screen: WIDE },
  { name: "figure", path: "cijfers/opleidingsquote-stedendriehoek/index.html", screen: WIDE, colorScheme: "dark" },
  { name: "comparison", path: "vergelijken/uitstroom-per-regio/index.html", screen: WIDE },
  { name: "region", path: "regios/stedendriehoek-en-noord-veluwe/index.html", screen: PHONE },
  { name: "action", path: "plannen/stedendriehoek/acties/bbl-plaatsen/index.html", screen: PHONE, colorScheme: "dark" },
];

const site = readSite(resolve(process.argv[2] ?? "output"));
const server = await serve(site);
const browser = await launch();
for (const { name, path, screen, colorScheme = "light" } of PICTURES) {
  // The picture-taking itself adds a style, which the strict policy would refuse.
  const context = await browser.newContext({ ...screen, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(server.addressOfPage(site.pageAt.get(path)), { waitUntil: "load" });
  const png = await page.screenshot();
  const webp = await page.evaluate(toWebp, png.toString("base64"));
  writeFileSync(join(IMAGES, `${name}.webp`), Buffer.from(webp, "base64"));
  console.log(`${name}.webp: ${Math.round((webp.length * 3) / 4 / 1000)} KB`);
  await context.close();
}
server.stop();
await browser.close();

async function toWebp(png) {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: "image/png" }));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.9).replace(/^.*,/, "");
}
