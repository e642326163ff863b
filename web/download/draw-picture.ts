import { inlineStyles } from "./inline-styles.ts";

/** What stands around a drawing, in words. */
export interface PictureWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly source: string;
}

const SCALE = 2;
const PADDING = 24;
const TITLE_HEIGHT = 26;
const LINE_HEIGHT = 20;
const FOOT_HEIGHT = 28;

/**
 * Draws an element as it is on the screen, in the theme's colours and at twice the size: boxes, then svgs without their
 * texts, then every text, so that texts have the page's own font. @throws Error when the browser makes no picture
 */
export async function drawPicture(element: HTMLElement, words: PictureWords): Promise<Blob> {
  const frame = element.getBoundingClientRect();
  const head = PADDING + TITLE_HEIGHT + words.lines.length * LINE_HEIGHT + 12;
  const width = Math.ceil(frame.width) + 2 * PADDING;
  const height = head + Math.ceil(frame.height) + FOOT_HEIGHT + PADDING / 2;
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  const root = getComputedStyle(document.documentElement);
  const look = getComputedStyle(element);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = resolveColor(element, "--card", root.backgroundColor);
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";

  pen.fillStyle = look.color;
  pen.font = `600 16px ${look.fontFamily}`;
  pen.fillText(words.title, PADDING, PADDING + TITLE_HEIGHT / 2);
  pen.fillStyle = resolveColor(element, "--muted", look.color);
  pen.font = `400 12.5px ${look.fontFamily}`;
  for (const [index, line] of words.lines.entries()) {
    pen.fillText(line, PADDING, PADDING + TITLE_HEIGHT + (index + 0.5) * LINE_HEIGHT);
  }
  pen.fillText(words.source, PADDING, height - PADDING / 2 - FOOT_HEIGHT / 2);

  pen.save();
  pen.translate(PADDING - frame.left, head - frame.top);
  drawBoxes(pen, element);
  await drawSvgs(pen, element);
  drawTexts(pen, element);
  pen.restore();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("no picture"));
      else resolve(blob);
    }, "image/png");
  });
}

function drawBoxes(pen: CanvasRenderingContext2D, element: HTMLElement): void {
  for (const box of element.querySelectorAll<HTMLElement>("*")) {
    if (!(box instanceof HTMLElement)) continue;
    const { backgroundColor, borderTopLeftRadius } = getComputedStyle(box);
    const { left, top, width, height } = box.getBoundingClientRect();
    if (width <= 1 || backgroundColor === "rgba(0, 0, 0, 0)") continue;
    pen.fillStyle = backgroundColor;
    pen.beginPath();
    const radius = Math.min(Number.parseFloat(borderTopLeftRadius) || 0, height / 2, width / 2);
    pen.roundRect(left, top, width, height, radius);
    pen.fill();
  }
}

async function drawSvgs(pen: CanvasRenderingContext2D, element: HTMLElement): Promise<void> {
  for (const svg of element.querySelectorAll("svg")) {
    const { left, top, width, height } = svg.getBoundingClientRect();
    if (width === 0 || height === 0 || svg.parentElement?.closest("svg") != null) continue;
    const image = new Image();
    const text = new XMLSerializer().serializeToString(inlineStyles(svg, width, height));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    pen.drawImage(image, left, top, width, height);
  }
}

/** Each text on one line, as the page sets it; what only screen readers hear is left out. */
function drawTexts(pen: CanvasRenderingContext2D, element: HTMLElement): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (holder === null || text === "" || holder.closest("title, desc, style") !== null) continue;
    range.selectNodeContents(node);
    const { left, top, width, height } = range.getBoundingClientRect();
    const clip = holder.getBoundingClientRect();
    if (width <= 1 || (clip.width <= 1 && clip.height <= 1)) continue;
    const { color, fill, fontWeight, fontSize, fontFamily, fontVariantNumeric } =
      getComputedStyle(holder);
    pen.fillStyle = holder instanceof SVGElement ? fill : color;
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    // A canvas has no digits of one width: what is set in them keeps its right edge.
    const isRight = fontVariantNumeric.includes("tabular");
    pen.textAlign = isRight ? "right" : "left";
    pen.fillText(text, isRight ? left + width : left, top + height / 2);
  }
}

/** A colour of the theme as the browser computes it. */
function resolveColor(element: HTMLElement, token: string, fallback: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color === "" ? fallback : color;
}
