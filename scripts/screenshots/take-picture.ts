import type { Page } from "@playwright/test";
import { writeFile } from "node:fs/promises";

/** Good enough for text at this size, and a fifth of a PNG. */
const QUALITY = 0.82;
const PATIENCE_MS = 20_000;
const REST_MS = 400;

/** Opens a page, waits until it has what it shows, and writes it as WebP. Returns the file's size in bytes. */
export async function takePicture(page: Page, address: string, file: string): Promise<number> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor({ timeout: PATIENCE_MS });
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
    undefined,
    { timeout: PATIENCE_MS },
  );
  await page.waitForTimeout(REST_MS);
  const shot = await page.screenshot({ animations: "disabled", scale: "css" });
  const webp = Buffer.from(await asWebp(page, shot.toString("base64")), "base64");
  await writeFile(file, webp);
  return webp.byteLength;
}

/** The browser has the encoder: no library of our own. */
function asWebp(page: Page, png: string): Promise<string> {
  return page.evaluate(
    async ({ base64, quality }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.codePointAt(0) ?? 0);
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      const out = new Uint8Array(await blob.arrayBuffer());
      let text = "";
      for (const byte of out) text += String.fromCodePoint(byte);
      return btoa(text);
    },
    { base64: png, quality: QUALITY },
  );
}
