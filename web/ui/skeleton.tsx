import { classNames } from "./class-names.ts";

/** A placeholder with the size of what will stand there. Screen readers hear the region's `aria-busy` instead. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={classNames("skeleton block", className)} />;
}
