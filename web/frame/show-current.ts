/** On a low window the list scrolls: the page that is open must be seen in it. */
export function showCurrent(nav: HTMLElement | null): void {
  nav?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
}
