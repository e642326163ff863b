import { FileDown } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import type { AuditLogParameters } from "../../client/audit-log-queries.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { stringifySearch } from "../../view/url-codec.ts";

const DIALECTS = ["rfc4180", "excel-fr"] as const;

/** The whole log as it is narrowed, as a file: not only what is on the screen. */
export function ExportAuditMenu({ parameters }: { parameters: AuditLogParameters }) {
  const words = useMessages().auditLog;
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <FileDown size={16} aria-hidden="true" />
          {words.export}
        </Button>
      }
    >
      {DIALECTS.map((dialect) => (
        <MenuItem
          key={dialect}
          onSelect={() => {
            const query = stringifySearch({ ...parameters, dialect });
            window.location.assign(`/api/v1/export/audit-log.csv${query}`);
          }}
        >
          {words.exportKinds[dialect]}
        </MenuItem>
      ))}
    </Menu>
  );
}
