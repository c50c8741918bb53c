/** What a piece of a message is, where that may show in its colour. */
export type Style = 'hint' | 'number' | 'media' | 'row' | 'margin';

/** How messages look on this terminal. */
export interface Look {
  /** Columns a line may take: 20 to 72. */
  readonly width: number;
  /** For screen readers and files: one thing below the other, nothing drawn. */
  readonly plain: boolean;
  /** Colours one line, or gives it back as it is. */
  readonly paint: (style: Style, text: string) => string;
  /** The marks around a member's own words. */
  readonly quotes: readonly [opening: string, closing: string];
  readonly words: MediaWords;
}

/** Words for what a terminal cannot show. */
export interface MediaWords {
  /** Stands before the words of a picture: `picture`. */
  readonly picture: string;
  /** Stands before the place of a file: `file`. */
  readonly file: string;
}
