/** What can be heard, worst first. */
export const levels = [
  'imminent',
  'overdose',
  'danger',
  'ideation',
  'self-harm',
  'third-party',
] as const;

/** Smaller is worse; whatever is no level, such as an idiom, comes before all. */
export function severity(level: string): number {
  return (levels as readonly string[]).indexOf(level);
}
