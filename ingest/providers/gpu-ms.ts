import { readAmount } from "./read-amount.ts";

const NANO_PER_MS = 1_000_000;

/** Seconds of GPU time, as a number is written, in ms with every digit down to the nano; null when they are none. */
export function gpuMsOf(seconds: string | null): number | null {
  const nano = readAmount(seconds);
  return nano === null ? null : Number(nano) / NANO_PER_MS;
}
