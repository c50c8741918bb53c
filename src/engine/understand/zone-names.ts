import { plain } from '#content/fold.ts';

/** Every zone by its id, its old id and its city, plain (`america new york`, `new york`), to its current id. Made on first use. */
export function zoneNames(): ReadonlyMap<string, string> {
  names ??= make();
  return names;
}

/** A zone's id as IANA writes it today: the tables keep some names of before. */
export function currentName(zone: string): string {
  return renamed[zone] ?? zone;
}

/** The clock most people live by, in countries with several (zone1970.tab and the countries' populations). */
export const mainZones: Readonly<Record<string, string>> = {
  AR: 'America/Buenos_Aires',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  GL: 'America/Godthab',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Gaza',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kiev',
  UZ: 'Asia/Tashkent',
};

const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

let names: ReadonlyMap<string, string> | undefined;

function make(): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  for (const zone of zones) {
    for (const id of [zone, currentName(zone)]) {
      made.set(plain(id), currentName(zone));
      made.set(plain(id.split('/').at(-1) as string), currentName(zone));
    }
  }
  return made;
}
