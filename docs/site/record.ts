/** `npm run gallery`: records what the examples print. */
import { recordGallery } from "./content/gallery.js";

await recordGallery();
