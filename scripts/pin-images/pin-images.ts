import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDigest } from "./find-digest.ts";

const FILES = ["Dockerfile.*", "docker-compose.yml", "deploy/*/compose.yml"];
/** `FROM` in a Dockerfile, `image:` in a compose file: the name with its tag, and the digest that may be there. */
const IMAGE = /^(\s*(?:FROM|image:)\s+)([\w./:-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?(?=\s|$)/gm;

export type Pinned = { image: string; digest: string; changed: boolean };

/** Writes the digest that each image's tag names today behind the tag; in all files, or in none. */
export async function pinImages(root: string): Promise<Pinned[]> {
  const files = globSync(FILES, { cwd: root }).map((name) => {
    const path = join(root, name);
    return { path, text: readFileSync(path, "utf8") };
  });
  const images = [...new Set(files.flatMap(({ text }) => [...text.matchAll(IMAGE)].map(([, , image = ""]) => image)))];
  const digests = new Map(
    await Promise.all(images.sort().map(async (image) => [image, await findDigest(image)] as const)),
  );
  for (const { path, text } of files) {
    writeFileSync(
      path,
      text.replace(IMAGE, (_all, start: string, image: string) => `${start}${image}@${digests.get(image)}`),
    );
  }
  return [...digests].map(([image, digest]) => {
    const changed = files.some(({ text }) =>
      [...text.matchAll(IMAGE)].some(([, , name, pinned]) => name === image && pinned !== `@${digest}`),
    );
    return { image, digest, changed };
  });
}
