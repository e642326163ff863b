import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "./job.ts";

export type Variant = "video" | "thumbnail" | "spritesheet";

/** The bytes of a finished job's files. */
export interface ContentAssets {
  load(job: Job, variant: Variant): { readonly bytes: Buffer; readonly contentType: string };
}

const clipSeconds = [4, 8, 12, 16, 20];
const folder = join(import.meta.dirname, "assets");

/** Reads each asset from disk once, when it is first asked for. */
export function createContentAssets(): ContentAssets {
  const cache = new Map<string, Buffer>();
  const read = (name: string): Buffer => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const bytes = readFileSync(join(folder, name));
    cache.set(name, bytes);
    return bytes;
  };
  return {
    load(job, variant) {
      const shape = isPortrait(job.size) ? "portrait" : "landscape";
      if (variant === "thumbnail") {
        return { bytes: read(`${shape}.webp`), contentType: "image/webp" };
      }
      if (variant === "spritesheet") {
        return { bytes: read(`${shape}.jpg`), contentType: "image/jpeg" };
      }
      const seconds = clipSeconds.findLast((each) => each <= job.answered.seconds) ?? 4;
      const clip = read(`${shape}-${seconds}s.mp4`);
      return { bytes: Buffer.concat([clip, freeBox(job.id)]), contentType: "video/mp4" };
    },
  };
}

function isPortrait(size: string): boolean {
  const [width = 0, height = 0] = size.split("x").map(Number);
  return height > width;
}

/** An MP4 `free` box, which players skip: it makes the bytes of every job its own. */
function freeBox(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + payload.length, 0);
  head.write("free", 4, "latin1");
  return Buffer.concat([head, payload]);
}
