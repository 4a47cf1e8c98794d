import { join } from "node:path";
import { pinImages } from "./pin-images.ts";

/** `npm run pin-images`: pins the images in Dockerfiles and compose files to today's digests. Dependabot updates them from then on. */
try {
  for (const { image, digest, changed } of await pinImages(join(import.meta.dirname, "../.."))) {
    console.log(`${changed ? "pinned " : "current"}  ${image}  ${digest}`);
  }
} catch (error) {
  const { message, cause } = error as Error;
  console.error(`Nothing was changed. ${message}${cause instanceof Error ? ` (${cause.message})` : ""}`);
  process.exitCode = 1;
}
