/** The file can't be read on from `line`; `message` goes behind "line 3", for people. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
