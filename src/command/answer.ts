/** What a command found: its exit code, what `--json` says, and what people read. */
export interface Finding {
  /** 0 good, 1 something was found or failed, 2 wrong usage or configuration. */
  readonly code: 0 | 1 | 2;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** Says a finding, as one line of JSON or in words, and gives its exit code. */
export function answer({ code, facts, words }: Finding, json: boolean): number {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${words}\n`);
  return code;
}
