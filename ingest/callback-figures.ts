/** What became of callbacks in this process, since it started. */
export interface CallbackFigures {
  /** Taken from providers, each once. */
  received: number;
  /** Of those that showed a token, the ones whose signature was wrong. */
  refused: number;
  delivered: number;
  /** Tries that failed, the last ones included. */
  failedTries: number;
  gaveUp: number;
}

export function createCallbackFigures(): CallbackFigures {
  return { received: 0, refused: 0, delivered: 0, failedTries: 0, gaveUp: 0 };
}
