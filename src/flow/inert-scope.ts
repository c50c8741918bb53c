/** A scope in which machines move without any actor, used again and again: nothing is ever invoked, so all it does is to tell what is executed (design.md 1). */
export function inertScope<Action>(execute: (action: Action) => void) {
  const system = {
    scheduler: {},
    get() {},
    _register() {},
    _unregister() {},
    _set() {},
    _sendInspectionEvent() {},
    _relay() {},
    inspect() {},
  };
  return {
    self: { id: 'f', sessionId: 'f', _parent: undefined, send() {}, _snapshot: {}, system },
    defer() {},
    id: 'f',
    logger() {},
    sessionId: 'f',
    stopChild() {},
    system,
    emit() {},
    actionExecutor: execute,
  };
}
