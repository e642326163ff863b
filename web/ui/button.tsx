import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

type Variant = "primary" | "secondary" | "quiet" | "danger";

const base =
  "inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors disabled:opacity-55 aria-disabled:opacity-55";
const variants: Record<Variant, string> = {
  primary: "bg-action text-on-action hover:bg-action-hover",
  secondary: "border border-hairline bg-card text-text hover:bg-hover shadow-card",
  quiet: "text-muted hover:bg-hover hover:text-text",
  danger: "border border-danger/40 bg-danger-tint text-danger hover:border-danger",
};
const sizes = { small: "h-8 px-2.5 text-[13px]", normal: "h-9 px-3.5 text-sm" };

export interface ButtonLook {
  readonly variant?: Variant;
  readonly size?: keyof typeof sizes;
}

/** The classes of a button, for links that look like one. */
export function buttonClass({ variant = "secondary", size = "normal" }: ButtonLook = {}): string {
  return classNames(base, variants[variant], sizes[size]);
}

/** While it is `aria-busy` it can't be pressed, but keeps the focus, which a disabled button loses. */
export function Button({
  variant,
  size,
  className,
  type = "button",
  disabled,
  onClick,
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  const look = { ...(variant ? { variant } : {}), ...(size ? { size } : {}) };
  const isBusy = rest["aria-busy"] === true;
  return (
    <button
      type={type}
      className={classNames(buttonClass(look), className)}
      disabled={disabled === true && !isBusy}
      aria-disabled={isBusy ? true : undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    />
  );
}
