/** One line of the tooltip, ready to be read. */
export interface TooltipLine {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly before: string | null;
  readonly color: string;
}

/** What is said about one bucket. */
export interface TooltipText {
  readonly title: string;
  /** The bucket compared with; null without a comparison. */
  readonly compared: string | null;
  readonly lines: readonly TooltipLine[];
  readonly total: { readonly label: string; readonly value: string } | null;
}

/** The figures of one bucket, largest first, said politely to screen readers as the cursor moves. */
export function ExploreTooltip({ text }: { text: TooltipText | null }) {
  if (text === null) return null;
  return (
    <div
      role="status"
      aria-live="polite"
      className="max-w-80 min-w-44 rounded-lg border border-hairline bg-raised p-3 text-xs shadow-pop"
    >
      <p className="font-medium">{text.title}</p>
      {text.compared === null ? null : <p className="mt-0.5 text-muted">{text.compared}</p>}
      <table className="tabular mt-2 w-full">
        <tbody>
          {text.lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" className="max-w-40 truncate py-0.5 pr-3 text-left font-normal">
                <span
                  aria-hidden="true"
                  className="mr-1.5 inline-block size-2 rounded-full"
                  style={{ background: line.color }}
                />
                {line.label}
              </th>
              <td className="py-0.5 text-right font-medium">{line.value}</td>
              {line.before === null ? null : (
                <td className="py-0.5 pl-3 text-right text-muted">{line.before}</td>
              )}
            </tr>
          ))}
        </tbody>
        {text.total === null ? null : (
          <tfoot>
            <tr className="border-t border-hairline">
              <th scope="row" className="pt-1 text-left font-normal text-muted">
                {text.total.label}
              </th>
              <td className="pt-1 text-right font-medium">{text.total.value}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
