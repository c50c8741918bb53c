/** Closes a switch over a union: a variant nobody handles is a type error here, and our bug at run time. */
export function assertNever(value: never, what: string): never {
  throw new Error(
    `unhandled ${what}: ${JSON.stringify((value as { type?: unknown }).type ?? typeof value)}`,
  );
}
