import type { GeneratedBody } from "./answer.ts";

/** Bytes per generated block. Each block starts with its own number, so misplaced bytes show. */
const blockBytes = 64 * 1024;

/**
 * Deterministic bytes of any length, generated while they are sent: byte `i` depends on `i` alone,
 * so a range of it equals the same range of the whole.
 */
export function largeContent(firstByte: number, lengthBytes: number): GeneratedBody {
  return { lengthBytes, chunks: () => blocks(firstByte, lengthBytes) };
}

function* blocks(firstByte: number, lengthBytes: number): Generator<Uint8Array> {
  const pattern = makePattern();
  const endByte = firstByte + lengthBytes;
  for (let at = firstByte; at < endByte;) {
    const number = Math.floor(at / blockBytes);
    const blockStart = number * blockBytes;
    const block = Buffer.from(pattern);
    block.writeBigUInt64BE(BigInt(number), 0);
    const until = Math.min(endByte, blockStart + blockBytes);
    yield block.subarray(at - blockStart, until - blockStart);
    at = until;
  }
}

/** One block of bytes that do not compress to nothing (a linear congruential sequence). */
function makePattern(): Buffer {
  const pattern = Buffer.allocUnsafe(blockBytes);
  let state = 1;
  for (let at = 0; at < blockBytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pattern[at] = state >>> 24;
  }
  return pattern;
}
