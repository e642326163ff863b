import Database from "libsql";

/** How much write-ahead log a file keeps after a checkpoint. */
const JOURNAL_SIZE_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * Opens a SQLite file for one owner: WAL without shared memory, every commit synced before it returns.
 * @throws SqliteError; SQLITE_BUSY when another process holds the file.
 */
export function openSqlite(path: string, schema: string): Database.Database {
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
       PRAGMA journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES};`,
    );
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Runs `work` in one transaction and undoes it when it throws. */
export function inTransaction<T>(db: Database.Database, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Closes a file so that its lock is free at once. The driver keeps a connection until its statements are
 * garbage, so the file is first taken out of WAL and of exclusive mode.
 */
export function closeSqlite(db: Database.Database, onFault: (error: unknown) => void): void {
  try {
    db.exec(
      "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master;",
    );
  } catch (error) {
    // A full or failing disk: the log stays beside the file and is read at the next start.
    onFault(error);
  } finally {
    db.close();
  }
}
