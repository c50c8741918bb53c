import { checkLines, type CountryLines, type PlaceOf } from '#crisis/lines.ts';
import { readYaml } from '#flow/yaml-file.ts';
import type { Problem } from '#conversation/problem.ts';
import { filesUnder, read } from '../support/repository.ts';

/** The shipped files of help lines, as paths from the repository's root. */
export const lineFiles: readonly string[] = filesUnder('content/crisis/lines');

/** A lines file as YAML text, checked. */
export function readLines(file: string, text: string): CountryLines | readonly Problem[] {
  const yaml = readYaml(file, text);
  if (!('data' in yaml)) return yaml;
  return checkLines(yaml.data, file, (path) => yaml.place(path));
}

/** All shipped countries; throws on a file with problems. */
export function shippedCountries(): readonly CountryLines[] {
  return lineFiles.map((file) => {
    const country = readLines(file, read(file));
    if ('country' in country) return country;
    throw new Error(`${file} has problems`);
  });
}

/** For data that came from no file. */
export const nowhere: PlaceOf = () => ({ file: 'xx.yaml', line: 1, column: 1 });
