import { useSyncExternalStore } from "react";

/** As wide as a phone: below the first breakpoint of the styles. */
const NARROW = "(max-width: 39.99rem)";

/** True while the window is as narrow as a phone. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
