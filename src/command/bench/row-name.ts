/** What is compared, by its name on the command line, in the order it is told. */
export const rowNames = ['mooring', 'switch', 'switch-alone', 'xstate'] as const;

/** One row's name. */
export type RowName = (typeof rowNames)[number];

/** What `--only` takes. */
export const benchRows = [...rowNames, 'cold-start'] as const;
export type BenchRow = (typeof benchRows)[number];
