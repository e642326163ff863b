import { useNavigate } from "@tanstack/react-router";
import { ArrowDownUp } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChoices, MenuLabel } from "../../ui/menu.tsx";
import { LIST_ORDERS, type ListOrder } from "../../view/generations-search.ts";

/** The list's order, where no column's header can be pressed. */
export function OrderMenu({ order }: { order: ListOrder | undefined }) {
  const t = useMessages();
  const navigate = useNavigate();
  const words = t.clipList;
  return (
    <div className="sm:hidden">
      <Menu
        trigger={
          <Button size="small">
            <ArrowDownUp size={14} aria-hidden="true" className="text-muted" />
            {words.order}
          </Button>
        }
      >
        <MenuLabel>{words.order}</MenuLabel>
        <MenuChoices
          value={order ?? "-created"}
          choices={(["-created", ...LIST_ORDERS] as const).map((value) => ({
            value,
            label: words.orders[value],
          }))}
          onChange={(next) =>
            void navigate({
              to: "/generations",
              search: ({ cursor: _cursor, order: _order, ...rest }) =>
                next === "-created" ? rest : { ...rest, order: next },
            })
          }
        />
      </Menu>
    </div>
  );
}
