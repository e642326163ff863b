import { useShortcuts } from "../../frame/use-shortcuts.ts";

/** `j` and `k` go to the next and the previous row; Enter opens it, for it is a link that has the focus. */
export function useRowKeys(): void {
  useShortcuts(KEYS);
}

const KEYS = { j: () => step(1), k: () => step(-1) };

function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")].filter(
    (link) => link.offsetParent !== null,
  );
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by));
  links[next]?.focus();
}
