import type { Environment } from '#config.ts';

/** Where what people wrote lies, and the environment: what every command is wired with. */
export interface Wiring {
  readonly root: string;
  readonly env: Environment;
}

/** Every command answers in JSON if it is asked to. */
export interface Json {
  readonly json: boolean;
}
