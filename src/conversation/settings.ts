import type { Settings } from './conversation.ts';

/** Quiet hours before a member chose their own (platforms.md U-10). */
export const defaultSettings: Settings = {
  name: null,
  locale: 'en',
  zone: 'UTC',
  country: null,
  ageBand: null,
  intensity: 1,
  rhythm: 'none',
  checkInTime: null,
  quietFrom: '21:00',
  quietTo: '09:00',
};
