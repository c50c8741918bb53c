import { describe, expect, test } from 'vitest';
import { nodeFlags } from '#command/bench/node-flags.ts';
import { parse } from 'yaml';
import { lastOf, stagesOf } from './support/dockerfile.ts';
import { read } from './support/repository.ts';

describe('the image', () => {
  const stages = stagesOf(read('Dockerfile'));
  const [packages = [], image = []] = stages;

  test('is built in two stages on the Node of .node-version, pinned', () => {
    const tag = `node:${read('.node-version').trim()}-trixie-slim`;
    expect(stages.map((stage) => stage[0]?.value)).toEqual([`${tag} AS packages`, tag]);
  });

  test('installs what runs, and no script of a package', () => {
    expect(lastOf(packages, 'RUN')).toContain('npm ci --omit=dev --ignore-scripts');
  });

  test('does not run as root', () => {
    expect(lastOf(image, 'USER')).toBe('node');
  });

  test('keeps its data in a volume that belongs to its user', () => {
    expect(lastOf(image, 'VOLUME')).toBe('/data');
    expect(lastOf(image, 'ENV')).toContain('MOORING_DATA=/data');
    const own = image.findIndex(({ value }) => value.includes('chown node:node /data'));
    const volume = image.findIndex(({ name }) => name === 'VOLUME');
    expect(own).toBeGreaterThan(-1);
    expect(own).toBeLessThan(volume);
  });

  test('asks after its own health, and starts, without a shell between', () => {
    expect(lastOf(image, 'HEALTHCHECK')).toMatch(
      /CMD \["node", "src\/mooring\.js", "doctor", "--quick", "--json"\]$/,
    );
    expect(JSON.parse(lastOf(image, 'CMD') ?? '')).toEqual([
      'node',
      ...nodeFlags,
      'src/mooring.js',
      'start',
    ]);
  });

  test('starts on the flags of `npm start`, which `mooring bench` measures with, and rehearses on them', () => {
    const flags = nodeFlags.join(' ');
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts['start']).toBe(`node ${flags} src/mooring.js start`);
    expect(scripts['prepare']).toContain(flags);
    expect(image.some(({ name, value }) => name === 'RUN' && value.includes(flags))).toBe(true);
  });

  test('takes in only what is named: no tests, no data, no key', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    expect(lines.slice(1).every((line) => line.startsWith('!'))).toBe(true);
    expect(lines.filter((line) => /test|data|key|env|git/.test(line))).toEqual([]);
  });

  test('reads a Dockerfile as it stands, and refuses what is none', () => {
    expect(stagesOf('# a\nfrom x\nRUN a \\\n  # why\n  && b\n')).toEqual([
      [
        { name: 'FROM', value: 'x' },
        { name: 'RUN', value: 'a && b' },
      ],
    ]);
    expect(() => stagesOf('FROM x\nFOO bar')).toThrow('not an instruction');
    expect(() => stagesOf('USER node')).toThrow('before the first FROM');
  });
});

describe('the composed service', () => {
  const { services, volumes } = parse(read('compose.yaml')) as {
    services: Record<string, Record<string, unknown>>;
    volumes: Record<string, unknown>;
  };
  const mooring = services['mooring'] ?? {};

  test('keeps data in a named volume and can write nowhere else', () => {
    expect(mooring['volumes']).toEqual(['data:/data']);
    expect(Object.keys(volumes)).toEqual(['data']);
    expect(mooring['read_only']).toBe(true);
  });

  test('gives Mooring more time to end than it takes', () => {
    expect(Number.parseInt(String(mooring['stop_grace_period']), 10)).toBeGreaterThan(20);
  });

  test('holds no key of its own', () => {
    expect((mooring['environment'] as Record<string, string>)['MOORING_KEY']).toBe(
      '${MOORING_KEY:-}',
    );
  });
});
