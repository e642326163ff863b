/**
 * Targets of the page that are under 24 by 24 pixels and too near to another one (WCAG 2.5.8, with its exceptions for
 * spacing and for links in a sentence). Runs in the page.
 */
export function smallTargets(): string[] {
  const SIDE = 24;
  const selector = "main :is(a[href], button, input, select, textarea, summary, [role=tab])";
  const targets = [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => ({
      element,
      box: (element.closest("label") ?? element).getBoundingClientRect(),
    }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  const isBig = (box: DOMRect) => box.width >= SIDE && box.height >= SIDE;
  const inSentence = (element: HTMLElement) =>
    getComputedStyle(element).display === "inline" &&
    [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node !== element && (node.textContent ?? "").trim() !== "",
    );
  const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));
  return targets.flatMap(({ element, box }) => {
    if (isBig(box) || inSentence(element)) return [];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const isNear = targets.some((other) => {
      if (other.element.contains(element) || element.contains(other.element)) return false;
      const near = other.box;
      const far = isBig(near)
        ? Math.hypot(clamp(x, near.left, near.right) - x, clamp(y, near.top, near.bottom) - y)
        : Math.hypot(near.x + near.width / 2 - x, near.y + near.height / 2 - y);
      return far < (isBig(near) ? SIDE / 2 : SIDE);
    });
    return isNear ? [element.outerHTML.slice(0, 120)] : [];
  });
}
