/** What is said about the mark under the cursor, politely to screen readers; the first line names it. */
export function TooltipLines({ lines }: { lines: readonly string[] }) {
  const [first, ...rest] = lines;
  if (first === undefined) return null;
  return (
    <div
      role="status"
      aria-live="polite"
      className="tabular max-w-72 min-w-40 space-y-1 rounded-lg border border-hairline bg-raised p-3 text-xs shadow-pop"
    >
      <p className="font-medium">{first}</p>
      {rest.map((line) => (
        <p key={line} className="text-muted">
          {line}
        </p>
      ))}
    </div>
  );
}
