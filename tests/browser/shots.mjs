// Takes pictures of the main kinds of page, for people to look at. In: a read site and a folder. Out: PNG files.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { VARIANTS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { pageOfEachKind } from "./site.mjs";
import { launch } from "./tabs.mjs";

// Known by the body's data-kind, else by the name of the page's first folder, Dutch or English.
const WANTED = {
  home: /^(home|index(\.html)?)$/,
  region: /^regio(n|ns|s|'s)?(-\d+)?$/,
  plan: /^plan(s|nen)?(-\d+)?$/,
  action: /^acti(on|e)s?(-\d+)?$/,
  figure: /^(figures?|cijfers?)(-\d+)?$/,
};

export async function takeShots(site, folder, report) {
  mkdirSync(folder, { recursive: true });
  const kinds = pageOfEachKind(site);
  const wanted = Object.entries(WANTED).map(([name, pattern]) => ({ name, found: kinds.findLast(({ kind }) => pattern.test(kind)) }));
  for (const { name } of wanted.filter(({ found }) => !found)) report.note(`no picture of a ${name}: no page has that kind (there are: ${kinds.map(({ kind }) => kind).join(", ")})`);
  const browser = await launch();
  const server = await serve(site);
  for (const { width, scheme } of VARIANTS) {
    // The picture-taking itself adds a style, which the strict policy would refuse.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
    const page = await context.newPage();
    for (const { name, found } of wanted.filter(({ found }) => found)) {
      await page.goto(server.addressOfPage(found.page), { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
    await context.close();
  }
  server.stop();
  await browser.close();
  report.note(`pictures are in ${folder}`);
}
