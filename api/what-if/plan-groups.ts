/** Parts of all users in ten thousandths, closer together where few make many clips. */
export const USER_PARTS = [
  1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 9500, 9800, 9900, 9950, 9990, 10_000,
] as const;

/** Groups of users out of running sums, as parts of all users and of all their clips; empty groups are left out. */
export function planGroups(
  users: number,
  clips: number,
  points: readonly (readonly [number, number])[],
): { users: number; clips: number }[] {
  let [usersBefore, clipsBefore] = [0, 0];
  const groups: { users: number; clips: number }[] = [];
  for (const [usersUpTo, clipsUpTo] of points) {
    if (usersUpTo > usersBefore) {
      groups.push({
        users: (usersUpTo - usersBefore) / users,
        clips: (clipsUpTo - clipsBefore) / clips,
      });
    }
    [usersBefore, clipsBefore] = [usersUpTo, clipsUpTo];
  }
  return groups;
}
