import { useCallback, useState } from "react";

/** A choice of this browser, kept between visits where storage is allowed. */
export function usePreference<T extends string>(
  name: string,
  allowed: readonly T[],
  fallback: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const stored = readPreference(name);
    return allowed.find((item) => item === stored) ?? fallback;
  });
  const change = useCallback(
    (next: T) => {
      writePreference(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, change];
}

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`reelmeter.${name}`);
  } catch (error) {
    return refusedStorage(error, null);
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`reelmeter.${name}`, value);
  } catch (error) {
    refusedStorage(error, undefined);
  }
}

/** A browser may forbid storage to a page: then a choice lives as long as the page. */
function refusedStorage<T>(error: unknown, instead: T): T {
  if (error instanceof DOMException) return instead;
  throw error;
}
