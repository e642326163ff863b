import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A quiet box for one subject. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <section
      className={classNames(
        "rounded-xl border border-hairline bg-card shadow-card",
        className ?? "p-5",
      )}
    >
      {children}
    </section>
  );
}
