import { useQuery } from "@tanstack/react-query";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { readBeginning } from "../../../domain/revenue-file/read-beginning.ts";

/** A header and some rows are within this; the rest of the file stays on the disk. */
const BEGINNING_BYTES = 65_536;
const SHOWN_ROWS = 5;

/** The columns and the first rows of a file, read in the browser as the mapping says. */
export function useFileBeginning(file: File | null, mapping: RevenueMappingInput | null) {
  const encoding = mapping?.encoding ?? "utf-8";
  const quotes = mapping?.quotes ?? "double";
  const headerLine = mapping?.header_line ?? 1;
  const separator = mapping?.separator;
  return useQuery({
    queryKey: ["file-beginning", fileKey(file), encoding, quotes, headerLine, separator],
    enabled: file !== null,
    queryFn: async () => {
      const cut = (file?.size ?? 0) > BEGINNING_BYTES;
      const bytes = await file?.slice(0, BEGINNING_BYTES).arrayBuffer();
      const text = new TextDecoder(encoding).decode(bytes);
      return readBeginning(text, { separator, quotes, headerLine }, { rows: SHOWN_ROWS, cut });
    },
  });
}

function fileKey(file: File | null) {
  return file === null ? null : [file.name, file.size, file.lastModified];
}
