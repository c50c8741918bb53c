import type { Media } from '#conversation/message.ts';
import type { Library } from '../library.ts';
import type { Held } from './held.ts';
import { heldJson } from './held-json.ts';
import { heldPage } from './held-page.ts';
import { htmlOf } from './html-of.ts';

/** Everything that is kept of a member, for their eyes: a page to read, and the same for programs. */
export function heldFiles(held: Held, library: Library): readonly [HeldFile, HeldFile] {
  const json = 'mooring-my-data.json';
  const page = htmlOf(heldPage(held, library, json));
  return [
    { type: 'file', name: 'mooring-my-data.html', mime: 'text/html', text: page },
    { type: 'file', name: json, mime: 'application/json', text: heldJson(held) },
  ];
}

export type HeldFile = Media & { readonly type: 'file' };
