export function unreachableClickHouse(): never {
  return {} as never;
}
