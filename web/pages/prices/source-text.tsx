interface Sourced {
  readonly source: string | null;
  /** False for a price that is built in. */
  readonly own: boolean;
}

/** Where built-in prices were read is noted in English; the workspace writes in any language. */
export function sourceLanguage({ own }: Sourced): { readonly lang?: "en" } {
  return own ? {} : { lang: "en" };
}

/** Where a price was read; an address in it is a link. */
export function SourceText({ price }: { readonly price: Sourced }) {
  const { source } = price;
  if (source === null) return <span className="text-muted">–</span>;
  const address = /https?:\/\/[^\s)]+/.exec(source)?.[0];
  const [before = "", after = ""] = address === undefined ? [source] : source.split(address);
  return (
    <span {...sourceLanguage(price)}>
      {before}
      {address === undefined ? null : (
        <a
          href={address}
          target="_blank"
          rel="noreferrer"
          className="break-all text-link underline underline-offset-2"
        >
          {address}
        </a>
      )}
      {after}
    </span>
  );
}
