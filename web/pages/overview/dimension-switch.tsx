import { ChevronDown } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChoices } from "../../ui/menu.tsx";
import { DIMENSIONS, type Dimension } from "../../view/view-search.ts";

interface DimensionSwitchProps {
  readonly value: Dimension;
  readonly onChange: (value: Dimension) => void;
}

export function DimensionSwitch({ value, onChange }: DimensionSwitchProps) {
  const t = useMessages();
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <span className="text-muted">{t.overview.splitBy}</span> {t.dimensions[value]}
          <ChevronDown size={14} aria-hidden="true" className="text-muted" />
        </Button>
      }
    >
      <MenuChoices
        value={value}
        onChange={onChange}
        choices={DIMENSIONS.map((dimension) => ({
          value: dimension,
          label: t.dimensions[dimension],
        }))}
      />
    </Menu>
  );
}
