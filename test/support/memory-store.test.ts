import { storeContract } from '../store.contract.ts';
import { memoryStore } from './memory-store.ts';

storeContract('in memory', () => {
  let store = memoryStore();
  return Promise.resolve({
    store: () => store,
    restart() {
      store.kill();
      store = memoryStore(store.rows);
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
  });
});
