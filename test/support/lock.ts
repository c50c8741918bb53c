/** What npm keeps of one package in `package-lock.json`; only what is read here. */
interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** A lock file, as npm writes it. */
export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
  readonly [key: string]: unknown;
}

/**
 * The lock with an entry for every optional dependency it names. npm leaves out binaries of other machines
 * that its registry could not show it, and `npm ci` then refuses the whole lock; entries added here
 * carry no integrity and are installed only on the machine they are for.
 */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, Locked> = { ...lock.packages };
  for (const { name, version } of missingIn(lock)) {
    const [os, cpu, abi] = name.replace(/^.*\/(binding-)?/, '').split('-') as [
      string,
      string,
      string?,
    ];
    const libc =
      abi === undefined || os !== 'linux' ? null : abi.startsWith('musl') ? 'musl' : 'glibc';
    packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      dev: true,
      ...(libc === null ? {} : { libc: [libc] }),
      optional: true,
      os: [os],
    };
  }
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** Optional dependencies the lock names and does not hold. */
export function missingIn(
  lock: Lock,
): readonly { readonly name: string; readonly version: string }[] {
  const wanted = Object.entries(lock.packages).flatMap(([path, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !(`node_modules/${name}` in lock.packages))
      .filter(([name]) => !(`${path}/node_modules/${name}` in lock.packages))
      .map(([name, version]) => ({ name, version })),
  );
  return [...new Map(wanted.map((one) => [one.name, one])).values()];
}
