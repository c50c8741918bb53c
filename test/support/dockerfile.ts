/** One instruction of a Dockerfile: `USER`, and what follows it on one line. */
export interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** A Dockerfile's stages, each a list of instructions from `FROM` on; comments are dropped and continued lines joined. Refuses what is no instruction. */
export function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const found = instruction.exec(line);
    if (found === null) throw new Error(`not an instruction: ${line}`);
    const one = { name: (found[1] as string).toUpperCase(), value: found[2] as string };
    if (one.name === 'FROM') stages.push([]);
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error(`before the first FROM: ${line}`);
    stage.push(one);
  }
  return stages;
}

const instruction =
  /^(FROM|RUN|COPY|ENV|WORKDIR|USER|VOLUME|HEALTHCHECK|CMD|ENTRYPOINT|LABEL|ARG|EXPOSE|STOPSIGNAL)\s+(.+)$/i;

/** The last value of an instruction in a stage; `null` if it is not there. */
export function lastOf(stage: readonly Instruction[], name: string): string | null {
  return stage.findLast((one) => one.name === name)?.value ?? null;
}
