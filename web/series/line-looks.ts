/** How a line is told from the others: its colour, and its dashes once the colours are used up. */
export interface LineLook {
  readonly color: string;
  readonly dash: string;
}

const SLOTS = 7;
const REST: LineLook = { color: "var(--chart-other)", dash: "" };
const DASHES = ["", "7 3", "2 3"];

/**
 * A look for each line. A value keeps its colour whatever else is shown, unless another value of the same picture has the
 * same one: then the one that comes later in the alphabet moves on to the next free colour.
 */
export function lineLooks(
  lines: readonly { readonly key: string; readonly isRest: boolean }[],
): ReadonlyMap<string, LineLook> {
  const looks = new Map<string, LineLook>();
  const taken = Array.from({ length: SLOTS }, () => 0);
  const named = lines.filter((line) => !line.isRest).map(({ key }) => key);
  for (const key of named.toSorted()) {
    const rounds = Math.min(...taken);
    let slot = slotOf(key);
    while ((taken[slot] ?? 0) > rounds) slot = (slot + 1) % SLOTS;
    looks.set(key, {
      color: `var(--chart-${slot + 1})`,
      dash: DASHES[rounds % DASHES.length] ?? "",
    });
    taken[slot] = rounds + 1;
  }
  for (const { key, isRest } of lines) if (isRest) looks.set(key, REST);
  return looks;
}

/** Words of our own have colours of their own, so that they are told apart at a glance. */
const OWN_SLOTS: ReadonlyMap<string, number> = new Map([
  ['["never_downloaded"]', 0],
  ['["failed"]', 1],
  ['["duplicate"]', 2],
  ['["blocked"]', 3],
]);

/** FNV-1a: the same text is the same slot everywhere and for ever. */
function slotOf(text: string): number {
  const own = OWN_SLOTS.get(text);
  if (own !== undefined) return own;
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % SLOTS;
}
