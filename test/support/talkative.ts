/** Shipped flows in which there is something to go back over. */
export const talkative = [
  'daily-check-in',
  'foundations-1-what-attachment-is',
  'foundations-2-how-we-found-out',
  'ground-54321',
  'slow-breath',
  'follow-up-try',
  'menu',
  'settings',
  'welcome',
  'report',
  'take-a-pause',
  'name-it',
  'self-compassion',
  'back-from-numbness',
  'move-it',
  'ride-the-wave',
] as const;
