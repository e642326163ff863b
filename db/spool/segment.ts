import { closeSync, fsyncSync, openSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { crc32 } from "node:zlib";
import type Database from "libsql";
import { closeSqlite, inTransaction, openSqlite } from "./open-sqlite.ts";
import { MAX_BATCH_BYTES } from "./spool-limits.ts";

/**
 * Grain: a record. Ids run from 1 without a gap, so the highest one is the count. `crc` is of the body: SQLite
 * has no checksum of its own. `origin` names the dead letter a replayed record was.
 */
const SCHEMA = `
  create table if not exists records (
    id integer primary key, crc integer not null, at_ms integer not null, origin text, body text not null);
  create index if not exists records_replayed on records (id) where origin is not null;
  create table if not exists batches (
    batch_id text primary key, first_id integer not null, last_id integer not null,
    finished integer not null default 0);
  create index if not exists batches_open on batches (first_id) where finished = 0;
  create table if not exists buried (id integer primary key);
  create table if not exists progress (session text primary key, sequence integer not null);
`;

/** How far a session of appends has come; written in the same commit as its records. */
export interface AppendMark {
  readonly session: string;
  readonly sequence: number;
}

export interface SegmentCounts {
  readonly records: number;
  /** Of those, how many came back from the dead letters. */
  readonly replayed: number;
  readonly stored: number;
  readonly buried: number;
}

export interface SegmentRecord {
  readonly id: number;
  readonly body: string;
  /** False when the body is not what was written. */
  readonly intact: boolean;
}

export interface SegmentBatch {
  readonly batchId: string;
  readonly firstId: number;
  readonly lastId: number;
}

/** One SQLite file of the spool. Every method that writes has synced when it returns, and throws SqliteError. */
export class Segment {
  readonly name: string;
  readonly path: string;
  #db: Database.Database | null = null;
  #records = 0;
  #replayed = 0;
  #stored = 0;
  #buried = 0;
  #cut = 0;

  constructor(path: string) {
    this.path = path;
    this.name = basename(path, ".sqlite");
    [this.#records, this.#replayed, this.#cut, this.#stored, this.#buried] = numbers(
      this.#open(),
      `select (select coalesce(max(id), 0) from records),
         (select count(*) from records where origin is not null),
         (select coalesce(max(last_id), 0) from batches),
         (select coalesce(sum(last_id - first_id + 1 - (
            select count(*) from buried where id between first_id and last_id)), 0)
          from batches where finished = 1),
         (select count(*) from buried)`,
    ) as [number, number, number, number, number];
  }

  counts(): SegmentCounts {
    return {
      records: this.#records,
      replayed: this.#replayed,
      stored: this.#stored,
      buried: this.#buried,
    };
  }

  waiting(): number {
    return this.#records - this.#stored - this.#buried;
  }

  /** Adds records in one synced transaction. */
  append(
    bodies: readonly string[],
    atMs: number,
    extra: { readonly origins?: readonly string[]; readonly mark?: AppendMark | undefined } = {},
  ): void {
    const { origins, mark } = extra;
    const db = this.#open();
    inTransaction(db, () => {
      const insert = db.prepare(
        "insert into records (id, crc, at_ms, origin, body) values (?, ?, ?, ?, ?)",
      );
      bodies.forEach((body, index) => {
        const id = this.#records + index + 1;
        insert.run(id, crc32(body), atMs, origins?.[index] ?? null, body);
      });
      if (mark !== undefined) {
        db.prepare("insert or replace into progress values (?, ?)").run(
          mark.session,
          mark.sequence,
        );
      }
    });
    this.#records += bodies.length;
    this.#replayed += origins?.length ?? 0;
  }

  /** How far a session came in this segment; 0 when it never wrote here. */
  progress(session: string): number {
    const [row] = rows(this.#open(), "select sequence from progress where session = ?", session);
    return row === undefined ? 0 : Number(row[0]);
  }

  /** The oldest batch that is not finished. */
  openBatch(): SegmentBatch | null {
    const [row] = rows(
      this.#open(),
      "select batch_id, first_id, last_id from batches where finished = 0 order by first_id limit 1",
    );
    return row === undefined ? null : asBatch(row);
  }

  batch(batchId: string): SegmentBatch | null {
    const [row] = rows(
      this.#open(),
      "select batch_id, first_id, last_id from batches where batch_id = ? and finished = 0",
      batchId,
    );
    return row === undefined ? null : asBatch(row);
  }

  uncut(): number {
    return this.#records - this.#cut;
  }

  /** Fixes the next up to `limit` records as a batch, durably. */
  cut(batchId: string, limit: number): SegmentBatch {
    const db = this.#open();
    const firstId = this.#cut + 1;
    const [lastId] = numbers(
      db,
      `select max(id) from (
         select id, sum(length(body)) over (order by id) as bytes from records
         where id between ? and ?) where bytes <= ? or id = ?`,
      firstId,
      firstId + limit - 1,
      MAX_BATCH_BYTES,
      firstId,
    ) as [number];
    db.prepare("insert into batches (batch_id, first_id, last_id) values (?, ?, ?)").run(
      batchId,
      firstId,
      lastId,
    );
    this.#cut = lastId;
    return { batchId, firstId, lastId };
  }

  /** The records of a batch that were not buried, in order. */
  read(batch: SegmentBatch): readonly SegmentRecord[] {
    // One row of text: reading records one by one through the driver takes ten times as long.
    const [row] = rows(
      this.#open(),
      `select json_group_array(id), json_group_array(crc), group_concat(body, char(10)) from (
         select id, crc, body from records
         where id between ? and ? and id not in (select id from buried) order by id)`,
      batch.firstId,
      batch.lastId,
    );
    const [ids, crcs, bodies] = row as [string, string, string | null];
    if (bodies === null) return [];
    const checksums = JSON.parse(crcs) as number[];
    const texts = bodies.split("\n");
    return (JSON.parse(ids) as number[]).map((id, index) => {
      const body = texts[index] ?? "";
      return { id, body, intact: crc32(body) === checksums[index] };
    });
  }

  /** Marks records as dead; they must be among the dead letters already. */
  bury(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const db = this.#open();
    let buried = 0;
    inTransaction(db, () => {
      const insert = db.prepare("insert or ignore into buried (id) values (?)");
      for (const id of ids) buried += insert.run(id).changes;
    });
    this.#buried += buried;
  }

  /** Says that a batch's records, without the buried ones, were read back. */
  finish(batch: SegmentBatch): void {
    const db = this.#open();
    const [buried] = numbers(
      db,
      "select count(*) from buried where id between ? and ?",
      batch.firstId,
      batch.lastId,
    ) as [number];
    db.prepare("update batches set finished = 1 where batch_id = ?").run(batch.batchId);
    this.#stored += batch.lastId - batch.firstId + 1 - buried;
  }

  /** When the oldest waiting record was written; null when none waits. */
  oldestAtMs(): number | null {
    if (this.waiting() === 0) return null;
    const first = this.openBatch()?.firstId ?? this.#cut + 1;
    const [row] = rows(
      this.#open(),
      `select at_ms from records where id >= ? and id not in (select id from buried) order by id limit 1`,
      first,
    );
    return row === undefined ? null : Number(row[0]);
  }

  /** The dead letters that its replayed records were. */
  origins(): readonly string[] {
    if (this.#replayed === 0) return [];
    return rows(this.#open(), "select origin from records where origin is not null").map(
      ([origin]) => String(origin),
    );
  }

  /** On disk, with its write-ahead log. */
  bytes(): number {
    return sizeOf(this.path) + sizeOf(`${this.path}-wal`);
  }

  close(onFault: (error: unknown) => void): void {
    if (this.#db !== null) closeSqlite(this.#db, onFault);
    this.#db = null;
  }

  #open(): Database.Database {
    if (this.#db !== null) return this.#db;
    this.#db = openSqlite(this.path, SCHEMA);
    syncDirectory(dirname(this.path));
    return this.#db;
  }
}

/** Makes created, moved and removed names of a directory durable. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function rows(db: Database.Database, sql: string, ...values: (string | number)[]): unknown[][] {
  return db
    .prepare(sql)
    .raw()
    .all(...values) as unknown[][];
}

function numbers(db: Database.Database, sql: string, ...values: (string | number)[]): number[] {
  return (rows(db, sql, ...values)[0] ?? []).map(Number);
}

function asBatch([batchId, firstId, lastId]: unknown[]): SegmentBatch {
  return { batchId: String(batchId), firstId: Number(firstId), lastId: Number(lastId) };
}
