import { Download } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";

/** The price book as a file; the server writes it while it is read. */
export function ExportMenu() {
  const t = useMessages();
  const words = t.prices.transfer;
  const files = [
    { query: "own=true&format=csv", label: words.ownCsv },
    { query: "own=true&format=json", label: words.ownJson },
    { query: "format=csv", label: words.allCsv },
    { query: "format=json", label: words.allJson },
  ];
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <Download size={16} aria-hidden="true" />
          {words.export}
        </Button>
      }
    >
      {files.map(({ query, label }) => (
        <MenuItem key={query} onSelect={() => download(`/api/v1/prices/export?${query}`)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
