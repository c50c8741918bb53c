import type { Value } from './value.ts';

/** A question of the engine's own, on top of whatever a flow asks. */
export type Offer =
  /** Under a text question something near an always-on word was written. */
  | { readonly type: 'near-word'; readonly word: string; readonly text: string }
  /** Under a text question a word of the flow’s own was written, the one at this place among them. */
  | {
      readonly type: 'own-word';
      readonly index: number;
      readonly word: string;
      readonly text: string;
    }
  /** Something near an answer was written. */
  | {
      readonly type: 'near-answer';
      readonly value: Value;
      readonly option: string | null;
      readonly label: string;
      /** What was written, where words of the member's own are an answer too. */
      readonly text?: string;
    }
  /** Which of the answers given so far is to change: trail positions. */
  | { readonly type: 'change'; readonly positions: readonly number[] }
  /** What was written answers the question at a trail position; `here`: or the open one. */
  | {
      readonly type: 'earlier';
      readonly position: number;
      readonly value: Value;
      readonly option: string | null;
      readonly here: { readonly value: Value; readonly option: string | null } | null;
    }
  /** What was written may be either of these answers. */
  | {
      readonly type: 'which';
      readonly among: readonly {
        readonly value: Value;
        readonly option: string | null;
        readonly label: string;
      }[];
    }
  /** Under a question for a few words more was written: all of it, or the first part alone. */
  | { readonly type: 'parts'; readonly text: string; readonly first: string; readonly rest: string }
  /** Whether a flow with answers in it is to be left. */
  | { readonly type: 'cancel' }
  /** Three misunderstandings: the ways on. */
  | { readonly type: 'ways-out' };
