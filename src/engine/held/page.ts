/** A page of facts about one person, before it is dressed as HTML. */
export interface Page {
  /** BCP 47. */
  readonly locale: string;
  readonly title: string;
  /** Paragraphs under the title. */
  readonly head: readonly string[];
  readonly sections: readonly Section[];
  /** Paragraphs at the end. */
  readonly foot: readonly string[];
}

/** A part of a page, under a heading of its own. */
export interface Section {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
  readonly items: readonly Item[];
}

/** One of several things of a kind. */
export interface Item {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
}

/** What something is called, and what it is; `said`: in the person's own words. */
export interface Row {
  readonly term: string;
  readonly text: string;
  readonly said?: boolean;
}
