// The checks in their order. In: the folder of a built site. Out: a report.

import { checkInBrowser } from "./browser.mjs";
import { checkFeeds } from "./feeds.mjs";
import { checkPages } from "./pages.mjs";
import { Report } from "./report.mjs";
import { takeShots } from "./shots.mjs";
import { readSite } from "./site.mjs";
import { checkWithVnu } from "./vnu.mjs";
import { checkWeight } from "./weight.mjs";

export const GROUPS = ["pages", "feeds", "vnu", "browser", "weight"];

/** `prettyLinks`: links to folders are meant (the site's own setting), though a folder does not open from a disk. */
export async function checkSite(folder, { only = GROUPS, prettyLinks = false, shots } = {}) {
  const report = new Report();
  const site = readSite(folder);
  if (only.includes("pages")) checkPages(site, report, { prettyLinks });
  if (only.includes("feeds")) checkFeeds(site, report);
  if (only.includes("vnu")) checkWithVnu(site, report);
  if (only.includes("browser")) await checkInBrowser(site, report);
  if (only.includes("weight")) await checkWeight(site, report);
  if (shots) await takeShots(site, shots, report);
  return report;
}
