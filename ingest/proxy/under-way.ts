/** Counts what is under way, so that a shutdown can wait for it. */
export interface UnderWay {
  readonly begin: () => void;
  readonly end: () => void;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
}

/** A counter, not a set of promises: a set's churn keeps finished requests alive until a full collection. */
export function createUnderWay(): UnderWay {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    begin() {
      count += 1;
    },
    end() {
      count -= 1;
      if (count > 0) return;
      for (const wake of waiting) wake();
      waiting = [];
    },
    idle: () =>
      count === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
