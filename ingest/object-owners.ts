/** One thing other than a job that lives on an upstream account: a character, say. */
export interface OwnedObject {
  readonly workspaceId: string;
  readonly upstreamId: string;
  /** As the adapter's route names it, e.g. `character`. */
  readonly object: string;
  readonly providerId: string;
}

/**
 * Whose the auxiliary objects on an upstream account are. Several workspaces may share one account, so an
 * object that nobody here is known to own answers like one that does not exist.
 */
export interface ObjectOwners {
  /** Resolves when durable. Idempotent. @throws BooksUnavailableError */
  remember(owned: OwnedObject): Promise<void>;
  /** @throws BooksUnavailableError */
  owns(owned: OwnedObject): Promise<boolean>;
}
