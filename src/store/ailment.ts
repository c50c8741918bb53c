/** What can be wrong with a store; the words for each are the command's. */
export type StoreAilment =
  | 'store-empty'
  | 'store-damaged'
  | 'store-newer'
  | 'store-older'
  | 'store-unreadable'
  | 'store-unwritable'
  | 'store-busy'
  | 'log-damaged'
  | 'disk-fails'
  | 'key-wrong'
  | 'rows-damaged'
  | 'rows-newer'
  | 'erased-log-incomplete'
  | 'erased-log-damaged'
  | 'erased-log-unreadable'
  | 'erased-waiting'
  | 'clock-behind'
  | 'late'
  | 'quarantined'
  | 'undelivered'
  | 'backup-late';

/** Something that was found, how much of it, and where. */
export interface Ailment<Code extends string = StoreAilment> {
  readonly code: Code;
  readonly count?: number;
  /** Files, or a number of people. */
  readonly what?: string;
}
