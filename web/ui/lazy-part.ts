import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/**
 * A part of a page whose code is fetched when it is first shown; `Away` stands in its place when that can't be had. A
 * rejected `lazy` would take the whole page down, and never try again.
 */
export function lazyPart<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  Away: ComponentType<Props>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      return { default: await fetchPart() };
    } catch {
      // What is away says so itself.
      return { default: Away };
    }
  });
}
