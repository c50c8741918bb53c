/** What a command found: its exit code, what `--json` says, and what people read. */
export interface Finding {
  /** 0 good, 1 something was found or failed, 2 wrong usage or configuration. */
  readonly code: 0 | 1 | 2;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** Says a finding and gives its exit code: as one line of JSON, or in words, which go where errors go if it is not good. */
export function answer({ code, facts, words }: Finding, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  else (code === 0 ? process.stdout : process.stderr).write(`${words}\n`);
  return code;
}
