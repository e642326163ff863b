import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type {
  MenuCheck,
  MenuChecksProps,
  MenuChoice,
  MenuChoicesProps,
  MenuProps,
} from "./menu.tsx";
import type { ReactNode } from "react";
import { MenuPartsContext } from "./menu-parts.ts";

interface MenuPanelProps extends MenuProps {
  /** Opened by a key: its first item is the current one. */
  readonly byKey: boolean;
}

const item =
  "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-[13px] outline-none data-[highlighted]:bg-hover";

/** A menu that was just opened, with its button. */
export function MenuPanel(props: MenuPanelProps) {
  const { trigger, children, align = "start", side = "bottom", onOpenChange, byKey } = props;
  return (
    <Radix.Root modal={false} defaultOpen {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          {...(byKey ? { ref: focusFirst } : {})}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-52 overflow-y-auto rounded-xl border border-hairline bg-card p-1.5 shadow-pop"
        >
          <MenuPartsContext value={MENU_PARTS}>{children}</MenuPartsContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const MENU_PARTS = { Item, Label, Separator, Choices, Checks };

/** Only for the key that brought the panel here: later ones are the panel's own. */
function focusFirst(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
}

function Item({ children, onSelect }: { children: ReactNode; onSelect: () => void }) {
  return (
    <Radix.Item className={item} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

function Label({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
      {children}
    </Radix.Label>
  );
}

function Separator() {
  return <Radix.Separator className="my-1.5 h-px bg-hairline" />;
}

function Choices({ value, choices, onChange }: MenuChoicesProps<string>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {choices.map((choice: MenuChoice<string>) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={item}>
          <Mark />
          {choice.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function Checks({ values, choices, onChange }: MenuChecksProps) {
  return choices.map(({ value, label, note }: MenuCheck) => (
    <Radix.CheckboxItem
      key={value}
      checked={values.includes(value)}
      className={item}
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={(checked) =>
        onChange(checked ? [...values, value] : values.filter((other) => other !== value))
      }
    >
      <Mark />
      <span className="max-w-64 flex-1 truncate">
        <bdi>{label}</bdi>
      </span>
      <span className="tabular pl-3 text-muted">{note}</span>
    </Radix.CheckboxItem>
  ));
}

function Mark() {
  return (
    <span className="flex w-4 justify-center" aria-hidden="true">
      <Radix.ItemIndicator>
        <Check size={14} />
      </Radix.ItemIndicator>
    </span>
  );
}
