import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { LocaleFile } from '#content/phrasebook.ts';
import type { CountryLines } from '#crisis/lines.ts';
import type { Phrase } from '#crisis/signals.ts';
import type { Flow } from '#flow/flow.ts';
import type { Translation } from '#flow/translation.ts';

/** Everything people wrote, read and checked, but nothing made of it yet: no machine, no screen. */
export interface Written {
  /** Those without an error. */
  readonly flows: readonly { readonly flow: Flow; readonly hash: RevisionHash }[];
  /** Those without an error. */
  readonly translations: readonly { readonly of: FlowId; readonly texts: Translation }[];
  readonly locales: readonly LocaleFile[];
  readonly countries: readonly CountryLines[];
  readonly signals: readonly Phrase[];
  /** All that is wrong. */
  readonly problems: readonly Problem[];
}
