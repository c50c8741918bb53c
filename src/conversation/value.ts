/** What a flow may keep: survives JSON exactly. Numbers are finite; `null` is a known absence (skipped, never asked). */
export type Value = string | number | boolean | null | readonly string[];

/** Named values: a flow's data, an entry's content, a run's inputs and outputs. */
export type Values = Readonly<Record<string, Value>>;
