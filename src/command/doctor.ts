import { atStore, type OperatorOptions } from './at-store.ts';
import { diagnose } from './diagnose.ts';

/** How long to look. */
export interface DoctorOptions extends OperatorOptions {
  /** Only what a health check needs: not every row, and not what lies about. */
  readonly quick: boolean;
}

/** Looks at everything that is kept, and says what is wrong and what to do next; works beside a running service and on what is damaged. */
export function doctor({ quick, ...options }: DoctorOptions): Promise<number> {
  return atStore(options, (place) => diagnose(place, quick), true);
}
