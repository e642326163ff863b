import { Download } from "lucide-react";
import { filterParameters } from "../../client/view-parameters.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuLabel } from "../../ui/menu.tsx";
import { stringifySearch } from "../../view/url-codec.ts";
import type { View } from "../../view/view.ts";

/** Everything that the list holds, over all its pages, as a file from the server. */
export function ExportMenu({ view, q }: { view: View; q: string | null }) {
  const t = useMessages();
  const words = t.clipList;
  const query = {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    tz: view.timeZone,
    ...filterParameters(view),
    ...(q === null ? {} : { search: q }),
  };
  const fetchFile = (file: string, more: Record<string, string>) => () =>
    globalThis.location.assign(`/api/v1/export/${file}${stringifySearch({ ...query, ...more })}`);
  return (
    <Menu
      trigger={
        <Button size="small">
          <Download size={14} aria-hidden="true" className="text-muted" />
          {words.export}
        </Button>
      }
    >
      <MenuLabel>{words.exportLead}</MenuLabel>
      <MenuItem onSelect={fetchFile("generations.csv", { dialect: "rfc4180" })}>
        {words.csv}
      </MenuItem>
      <MenuItem onSelect={fetchFile("generations.csv", { dialect: "excel-fr" })}>
        {words.csvFrench}
      </MenuItem>
      <MenuItem onSelect={fetchFile("generations.parquet", {})}>{words.parquet}</MenuItem>
    </Menu>
  );
}
