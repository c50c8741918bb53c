import { openMooring } from './mooring-row.ts';
import type { OpenPeer } from './peer.ts';
import { openSwitch } from './switch-row.ts';
import { openXState } from './xstate-row.ts';
import type { RowName } from './row-name.ts';

/** How each row is opened. */
export const rows: Readonly<Record<RowName, OpenPeer>> = {
  mooring: openMooring,
  switch: (setting) => openSwitch(setting, true),
  'switch-alone': (setting) => openSwitch(setting, false),
  xstate: openXState,
};
