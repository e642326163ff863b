interface Asked {
  readonly data: unknown;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/**
 * What kept a panel that needs several answers from being shown: the first failure, and a way to ask all those again that
 * failed. Null while nothing that is missing has failed.
 */
export function failedQueries(
  needed: readonly Asked[],
  others: readonly Asked[] = [],
): { readonly error: Error; readonly retry: () => void } | null {
  const isMissing = ({ data, error }: Asked) => data === undefined && error !== null;
  const error = needed.find(isMissing)?.error ?? null;
  if (error === null) return null;
  return {
    error,
    retry: () => {
      for (const query of [...needed, ...others]) if (isMissing(query)) void query.refetch();
    },
  };
}
