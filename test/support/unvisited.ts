import { readTwice, unvisited } from './transcripts.ts';

/** Prints how far the transcripts came: `node test/support/unvisited.ts [flow…]`. */
function report(wanted: readonly string[]): void {
  const [library] = readTwice();
  for (const locale of ['en', 'es']) {
    for (const [flow, { of, missing }] of unvisited(locale, library)) {
      if (wanted.length > 0 && !wanted.includes(flow)) continue;
      console.log(`${flow} (${locale}): ${of - missing.length} of ${of}`);
      for (const one of missing) console.log(`  ${one}`);
    }
  }
}

report(process.argv.slice(2));
