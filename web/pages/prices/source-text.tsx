/** Where a price was read; an address in it is a link. */
export function SourceText({ source }: { source: string | null }) {
  if (source === null) return <span className="text-muted">–</span>;
  const address = /https?:\/\/[^\s)]+/.exec(source)?.[0];
  if (address === undefined) return <>{source}</>;
  const [before = "", after = ""] = source.split(address);
  return (
    <>
      {before}
      <a
        href={address}
        target="_blank"
        rel="noreferrer"
        className="break-all text-link underline underline-offset-2"
      >
        {address}
      </a>
      {after}
    </>
  );
}
