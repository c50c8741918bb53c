import type { Value } from '#conversation/value.ts';
import type { DataType } from './flow.ts';

/** Whether a value may stand where data of a type is declared; what was never answered always may. */
export function isOf(type: DataType, value: Value): boolean {
  if (value === null) return true;
  switch (type) {
    case 'number':
      return typeof value === 'number';
    case 'yes-no':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}
