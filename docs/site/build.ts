/** Builds the site into `dist`: its pages from the sources, then the site from its pages. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { writeApi } from "./content/api.js";
import { writeGallery } from "./content/gallery.js";
import { writeGuides } from "./content/guides.js";
import { writeOperations } from "./content/operations.js";
import { writeOwnPages } from "./content/ownPages.js";
import { OUT } from "./content/paths.js";
import { writeSidebars } from "./content/sidebars.js";

await rm(OUT, { recursive: true, force: true });
await writeOwnPages();
await writeGuides();
await writeOperations();
await writeGallery();
await writeApi();
await writeSidebars();
await build(fileURLToPath(new URL(".", import.meta.url)));
