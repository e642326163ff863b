import { useNavigate } from "@tanstack/react-router";
import { Columns3 } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChecks, MenuItem, MenuLabel, MenuSeparator } from "../../ui/menu.tsx";
import { GENERATION_COLUMNS } from "../../view/generation-columns.ts";
import { readColumns } from "../../view/generations-search.ts";
import { columnName, FITTING_COLUMNS } from "./generation-columns.tsx";

/** Which columns the table has; the address keeps them. */
export function ColumnsMenu({ cols }: { cols: string | undefined }) {
  const t = useMessages();
  const navigate = useNavigate();
  const chosen = readColumns(cols);
  const choose = (names: readonly string[]): void =>
    void navigate({
      to: "/generations",
      search: ({ cols: _cols, ...rest }) =>
        names.length === 0 ? rest : { ...rest, cols: readColumns(names.join(",")).join(",") },
      resetScroll: false,
    });
  return (
    <div className="hidden sm:block">
      <Menu
        trigger={
          <Button size="small">
            <Columns3 size={14} aria-hidden="true" className="text-muted" />
            {t.clipList.columns}
            {chosen.length === 0 ? null : (
              <span className="tabular rounded-md bg-selected px-1.5 text-xs">{chosen.length}</span>
            )}
          </Button>
        }
      >
        <MenuLabel>{t.clipList.columns}</MenuLabel>
        <MenuChecks
          values={chosen.length === 0 ? FITTING_COLUMNS : chosen}
          choices={GENERATION_COLUMNS.map((value) => ({
            value,
            label: columnName(value, t),
            note: "",
          }))}
          onChange={choose}
        />
        <MenuSeparator />
        <MenuItem onSelect={() => choose([])}>{t.clipList.fittingColumns}</MenuItem>
      </Menu>
    </div>
  );
}
