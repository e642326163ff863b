import { createContext, use } from "react";
import type { MENU_PARTS } from "./menu-panel.tsx";

export type MenuParts = typeof MENU_PARTS;

/** What an open menu is made of; it comes with the menu's panel, which is fetched when a menu is first reached for. */
export const MenuPartsContext = createContext<MenuParts | null>(null);

/** @throws Error outside of a menu */
export function useMenuParts(): MenuParts {
  const parts = use(MenuPartsContext);
  if (parts === null) throw new Error("this is a part of a menu");
  return parts;
}
