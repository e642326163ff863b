/** The part of a pino logger that ingest writes to. Fields first, then one plain sentence. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
