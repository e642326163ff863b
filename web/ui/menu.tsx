import { Slot } from "radix-ui";
import {
  startTransition,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import { AwayOverlay } from "./away.tsx";
import { lazyPart } from "./lazy-part.ts";
import { useMenuParts } from "./menu-parts.ts";

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
  readonly onOpenChange?: (open: boolean) => void;
}

const loadPanel = async () => (await import("./menu-panel.tsx")).MenuPanel;
const MenuPanel = lazyPart<MenuProps & { readonly byKey: boolean }>(loadPanel, AwayMenu);

/**
 * A menu on a button; `trigger` is the button element. Until it is first opened there is the button alone: what draws
 * a menu is heavy, and most are never opened. It is fetched when the mouse or the focus comes near.
 */
export function Menu(props: MenuProps) {
  const [opened, setOpened] = useState<"by key" | "by pointer" | null>(null);
  if (opened !== null) return <MenuPanel {...props} byKey={opened === "by key"} />;
  const open = (how: "by key" | "by pointer"): void => {
    startTransition(() => setOpened(how));
    props.onOpenChange?.(true);
  };
  const fetchPanel = () => void loadPanel().catch(() => {});
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={fetchPanel}
      onFocus={fetchPanel}
      // A key that presses a button is a click of no mouse button's.
      onClick={(event: MouseEvent) => open(event.detail === 0 ? "by key" : "by pointer")}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open("by key");
      }}
    >
      {props.trigger}
    </Slot.Root>
  );
}

/** The button of a menu that could not be had, and the words for it. */
function AwayMenu({ trigger }: MenuProps) {
  const [isShown, setIsShown] = useState(true);
  return (
    <>
      <Slot.Root aria-haspopup="menu" aria-expanded={false} onClick={() => setIsShown(true)}>
        {trigger}
      </Slot.Root>
      {isShown ? <AwayOverlay onClose={() => setIsShown(false)} /> : null}
    </>
  );
}

export function MenuItem(props: { children: ReactNode; onSelect: () => void }) {
  const { Item } = useMenuParts();
  return <Item {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
  const { Label } = useMenuParts();
  return <Label {...props} />;
}

export function MenuSeparator() {
  const { Separator } = useMenuParts();
  return <Separator />;
}

export interface MenuChoice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface MenuChoicesProps<T extends string> {
  readonly value: T;
  readonly choices: readonly MenuChoice<T>[];
  readonly onChange: (value: T) => void;
}

export function MenuChoices<T extends string>({ value, choices, onChange }: MenuChoicesProps<T>) {
  const { Choices } = useMenuParts();
  return <Choices value={value} choices={choices} onChange={(next) => onChange(next as T)} />;
}

export interface MenuCheck {
  readonly value: string;
  readonly label: string;
  /** Beside the label, such as a count. */
  readonly note: string;
}

export interface MenuChecksProps {
  readonly values: readonly string[];
  readonly choices: readonly MenuCheck[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Any of some choices; the menu stays open while they are made. */
export function MenuChecks(props: MenuChecksProps) {
  const { Checks } = useMenuParts();
  return <Checks {...props} />;
}
