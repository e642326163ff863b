import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { RefObject } from "react";
import type { CsvDialect } from "../../domain/csv/csv-table.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { ErrorText } from "../ui/error-text.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { saveFile } from "../ui/save-file.ts";
import { drawPicture } from "./draw-picture.ts";
import { writeFigureCsv, type FigureTable } from "./figure-csv.ts";
import { fileNameOf, filterText, type FigureOrigin } from "./figure-origin.ts";

export interface DownloadSource {
  readonly origin: FigureOrigin;
  /** Every row, also those that are not on the page. */
  readonly table: () => FigureTable | Promise<FigureTable>;
}

interface DownloadMenuProps {
  readonly title: string;
  readonly source: DownloadSource;
  /** What is drawn; absent for a table. */
  readonly drawing?: RefObject<HTMLElement | null> | undefined;
}

/** The figures as a file, for programs and for a French Excel, and what is drawn as a picture. */
export function DownloadMenu({ title, source, drawing }: DownloadMenuProps) {
  const t = useMessages();
  const words = t.download;
  const { origin } = source;
  const name = fileNameOf(title, origin);
  const csv = useMutation({
    mutationFn: async (dialect: CsvDialect) => {
      const text = writeFigureCsv(await source.table(), origin, dialect, words);
      saveFile(`${name}.csv`, "text/csv;charset=utf-8", text);
    },
  });
  const png = useMutation({
    mutationFn: async () => {
      const element = drawing?.current;
      if (element == null) throw new Error(words.pngFailed);
      const filters = filterText(origin.filters);
      const picture = await drawPicture(element, {
        title,
        lines: [
          `${origin.dates.replace("/", " – ")} · ${origin.timeZone} · ${origin.currency}`,
          ...(filters === "" ? [] : [filters]),
        ],
        source: `Reelmeter · ${window.location.host}`,
      });
      saveFile(`${name}.png`, "image/png", picture);
    },
  });
  const failed = csv.error ?? png.error;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button
            size="small"
            variant="quiet"
            aria-label={words.label(title)}
            title={words.label(title)}
          >
            <Download size={15} aria-hidden="true" />
          </Button>
        }
      >
        {drawing === undefined ? null : (
          <MenuItem onSelect={() => png.mutate()}>{words.png}</MenuItem>
        )}
        <MenuItem onSelect={() => csv.mutate("rfc4180")}>
          {words.csv}
          <span className="text-xs text-muted">{words.csvHint}</span>
        </MenuItem>
        <MenuItem onSelect={() => csv.mutate("excel-fr")}>
          {words.excelFr}
          <span className="text-xs text-muted">{words.excelFrHint}</span>
        </MenuItem>
      </Menu>
      {failed === null ? null : (
        <p role="alert" className="basis-full text-right text-[13px] text-danger">
          {t.errors.notLoaded} <ErrorText error={failed} />
        </p>
      )}
    </>
  );
}
