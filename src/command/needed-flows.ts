import { house } from '#engine/house.ts';

/** What a companion does not open without: the flows its engine opens by itself, crisis and help before all. */
export const neededFlows: ReadonlySet<string> = new Set(Object.values(house));
