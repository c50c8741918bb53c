import { storeContract } from '../store.contract.ts';
import { sqliteUnderTest } from './folder.ts';

storeContract('on SQLite', () => sqliteUnderTest());
