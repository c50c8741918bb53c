/** The step types of this version, by the key an author writes. */
export const stepTypes = [
  'say',
  'ask',
  'form',
  'branch',
  'choose',
  'set',
  'goto',
  'end',
  'repeat',
  'each',
  'run',
  'become',
  'wait',
  'plan',
  'unplan',
  'record',
  'act',
  'use',
] as const;

/** Step types of the format that a later version of Mooring will know; using one is a clear Problem. */
export const laterStepTypes = ['scale-of', 'picture', 'offer-help', 'hand-off'] as const;
