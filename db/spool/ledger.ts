import type Database from "libsql";
import { closeSqlite, inTransaction, openSqlite } from "./open-sqlite.ts";
import type { DeadLetter, DeadLetterKey } from "./spool.ts";

/**
 * What outlives segments: the counts of those that are gone, and the dead letters. `gone` names segments whose
 * counts are in `totals` while their file may still be there; `folded` the same for ledgers of adopted spools.
 */
const SCHEMA = `
  create table if not exists totals (
    id integer primary key check (id = 1), accepted integer not null, stored integer not null);
  insert or ignore into totals values (1, 0, 0);
  create table if not exists gone (name text primary key);
  create table if not exists folded (name text primary key);
  create table if not exists dead_letters (
    segment text not null, id integer not null, at_ms integer not null, reason text not null, body text not null,
    primary key (segment, id));
`;

export interface LedgerTotals {
  readonly accepted: number;
  readonly stored: number;
}

/** The spool's own small SQLite file. Writes have synced when they return. */
export class Ledger {
  readonly #db: Database.Database;
  #totals: LedgerTotals;
  #dead: number;

  constructor(path: string) {
    this.#db = openSqlite(path, SCHEMA);
    this.#totals = this.#readTotals();
    this.#dead = this.#countDead();
  }

  totals(): LedgerTotals {
    return this.#totals;
  }

  dead(): number {
    return this.#dead;
  }

  /** Keeps the counts of a segment whose file is about to go. Once per name. */
  takeOver(name: string, counts: LedgerTotals): void {
    inTransaction(this.#db, () => {
      const { changes } = this.#db.prepare("insert or ignore into gone values (?)").run(name);
      if (changes > 0) this.#add(counts);
    });
    this.#totals = this.#readTotals();
  }

  gone(): readonly string[] {
    return this.#names("select name from gone");
  }

  /** Its file is gone too. */
  forgetGone(name: string): void {
    this.#db.prepare("delete from gone where name = ?").run(name);
  }

  /** Lowers or raises what was accepted, when a segment can no longer be counted. */
  correctAccepted(by: number): void {
    if (by === 0) return;
    inTransaction(this.#db, () => this.#add({ accepted: by, stored: 0 }));
    this.#totals = this.#readTotals();
  }

  bury(letters: Iterable<DeadLetter>): void {
    inTransaction(this.#db, () => this.#insert(letters));
    this.#dead = this.#countDead();
  }

  letters(limit: number, after: DeadLetterKey): readonly DeadLetter[] {
    const found = this.#db
      .prepare(
        `select segment, id, at_ms, reason, body from dead_letters
         where (segment, id) > (?, ?) order by segment, id limit ?`,
      )
      .raw()
      .all(after.segment, after.id, limit) as unknown[][];
    return found.map(([segment, id, atMs, reason, body]) => ({
      segment: String(segment),
      id: Number(id),
      atMs: Number(atMs),
      reason: String(reason),
      body: String(body),
    }));
  }

  letter(key: DeadLetterKey): DeadLetter | null {
    const [found] = this.letters(1, { segment: key.segment, id: key.id - 1 });
    return found !== undefined && found.segment === key.segment && found.id === key.id
      ? found
      : null;
  }

  /** The ids that are buried of one segment. */
  buriedOf(segment: string): readonly number[] {
    const found = this.#db
      .prepare("select id from dead_letters where segment = ?")
      .raw()
      .all(segment) as unknown[][];
    return found.map(([id]) => Number(id));
  }

  /** They wait in a segment again. */
  forgetLetters(keys: readonly DeadLetterKey[]): void {
    inTransaction(this.#db, () => {
      const remove = this.#db.prepare("delete from dead_letters where segment = ? and id = ?");
      for (const { segment, id } of keys) remove.run(segment, id);
    });
    this.#dead = this.#countDead();
  }

  /** Takes over another ledger's counts and dead letters, once per name. */
  fold(name: string, other: Ledger): void {
    inTransaction(this.#db, () => {
      const { changes } = this.#db.prepare("insert or ignore into folded values (?)").run(name);
      if (changes === 0) return;
      this.#add(other.totals());
      this.#insert(other.everyLetter());
    });
    this.#totals = this.#readTotals();
    this.#dead = this.#countDead();
  }

  forgetFolded(name: string): void {
    this.#db.prepare("delete from folded where name = ?").run(name);
  }

  *everyLetter(): Generator<DeadLetter> {
    let after: DeadLetterKey = { segment: "", id: 0 };
    for (;;) {
      const page = this.letters(LETTERS_AT_A_TIME, after);
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  close(onFault: (error: unknown) => void): void {
    closeSqlite(this.#db, onFault);
  }

  #insert(letters: Iterable<DeadLetter>): void {
    const insert = this.#db.prepare("insert or ignore into dead_letters values (?, ?, ?, ?, ?)");
    for (const { segment, id, atMs, reason, body } of letters) {
      insert.run(segment, id, atMs, reason, body);
    }
  }

  #countDead(): number {
    return Number(this.#one("select count(*) from dead_letters")[0]);
  }

  #add(counts: LedgerTotals): void {
    this.#db
      .prepare("update totals set accepted = accepted + ?, stored = stored + ?")
      .run(counts.accepted, counts.stored);
  }

  #readTotals(): LedgerTotals {
    const [accepted, stored] = this.#one("select accepted, stored from totals");
    return { accepted: Number(accepted), stored: Number(stored) };
  }

  #one(sql: string): unknown[] {
    return this.#db.prepare(sql).raw().get() as unknown[];
  }

  #names(sql: string): readonly string[] {
    return (this.#db.prepare(sql).raw().all() as unknown[][]).map(([name]) => String(name));
  }
}

const LETTERS_AT_A_TIME = 500;
