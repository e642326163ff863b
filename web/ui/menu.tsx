import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
  readonly onOpenChange?: (open: boolean) => void;
}

const item =
  "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-[13px] outline-none data-[highlighted]:bg-hover";

/** A menu on a button; `trigger` is the button element. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
  onOpenChange,
}: MenuProps) {
  return (
    <Radix.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-52 overflow-y-auto rounded-xl border border-hairline bg-card p-1.5 shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ children, onSelect }: { children: ReactNode; onSelect: () => void }) {
  return (
    <Radix.Item className={item} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
      {children}
    </Radix.Label>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1.5 h-px bg-hairline" />;
}

interface MenuChoicesProps<T extends string> {
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function MenuChoices<T extends string>({ value, choices, onChange }: MenuChoicesProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={item}>
          <span className="flex w-4 justify-center" aria-hidden="true">
            <Radix.ItemIndicator>
              <Check size={14} />
            </Radix.ItemIndicator>
          </span>
          {choice.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

interface MenuChecksProps {
  readonly values: readonly string[];
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
    /** Beside the label, such as a count. */
    readonly note: string;
  }[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Any of some choices; the menu stays open while they are made. */
export function MenuChecks({ values, choices, onChange }: MenuChecksProps) {
  return choices.map(({ value, label, note }) => (
    <Radix.CheckboxItem
      key={value}
      checked={values.includes(value)}
      className={item}
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={(checked) =>
        onChange(checked ? [...values, value] : values.filter((other) => other !== value))
      }
    >
      <span className="flex w-4 justify-center" aria-hidden="true">
        <Radix.ItemIndicator>
          <Check size={14} />
        </Radix.ItemIndicator>
      </span>
      <span className="max-w-64 flex-1 truncate">{label}</span>
      <span className="tabular pl-3 text-muted">{note}</span>
    </Radix.CheckboxItem>
  ));
}
