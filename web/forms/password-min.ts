/** The API refuses shorter ones; saying so before sending saves a round trip. */
export const PASSWORD_MIN = 12;
