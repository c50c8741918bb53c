import type { Runtime } from '#runtime/runtime.ts';
import { openCompanion, type Companion, type CompanionParts } from './open-companion.ts';
import { waysOut } from './ways-out.ts';

/** Opens a companion (`opened` is told) and resolves with the exit code once its member left, a signal ended it, or it crashed. The log is closed, the store stays open. */
export async function runCompanion(
  parts: CompanionParts,
  opened: (runtime: Runtime) => void,
): Promise<number> {
  const { look, log } = parts;
  const signalled = Promise.withResolvers<void>();
  let companion: Companion | null = null;
  const out = waysOut({
    leave: signalled.resolve,
    abandon: () => companion?.runtime.abandon(),
    log,
  });
  companion = await openCompanion(parts);
  const { runtime, left } = companion;
  opened(runtime);
  await Promise.race([left, signalled.promise]);
  // Someone at the keyboard who left and presses Ctrl-C once more does not want to wait.
  if (look.interactive) out.asked();
  await runtime.stop();
  await log.close();
  return out.code;
}
