import type { Ballast } from "./ballast.ts";
import type { SpoolStoreLog } from "./spool-store-deps.ts";
import { sqliteFault } from "./sqlite-fault.ts";

/**
 * Runs work that a delivery needs; on a full disk gives the ballast back and runs it once more. New records must
 * not be written by it: they would eat the space that deleting the delivered ones needs.
 */
export type MakeRoom = <T>(work: () => T) => T;

export function createMakeRoom(ballast: Ballast, log: SpoolStoreLog): MakeRoom {
  return (work) => {
    try {
      return work();
    } catch (error) {
      if (sqliteFault(error) !== "full" || !ballast.release()) throw error;
      log("error", {}, "the disk is full: released the ballast");
      return work();
    }
  };
}
