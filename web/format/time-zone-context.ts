import { createContext } from "react";

/** The IANA zone in which days begin and instants are written. */
export const TimeZoneContext = createContext("UTC");
