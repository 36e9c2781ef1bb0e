import { createHash } from 'node:crypto';
import { type Persona, personas } from '../personas';
import type { Customer } from './customer';
import { type Random, seededRandom } from './random';
import { namesakes, type Region, regions } from './regions';

const GENERATED = 400;

/** The whole customer base: the personas, then the same 400 people on every machine. */
export function generateCustomers(): readonly Customer[] {
  const random = seededRandom('alder bank customers');
  const taken = new Set(personas.map((persona) => persona.phone));
  const people = [
    ...namesakes.flatMap(({ name, country, count }) =>
      Array.from({ length: count }, () => ({ name, region: regionOf(country) })),
    ),
    ...Array.from({ length: GENERATED }, () => {
      const region = random.pick(regions);
      return { name: nameIn(region, random), region };
    }),
  ].slice(0, GENERATED);
  return [
    ...personas.map(personaCustomer),
    ...people.map(({ name, region }, index) => {
      const number = `C-2${String(index * 37 + 107).padStart(5, '0')}`;
      const username = `${slug(name)}.${number.slice(-5)}`;
      return {
        ...identity(number, username),
        name,
        phone: freePhone(region, random, taken),
        city: random.pick(region.cities),
        country: region.country,
        customerSince: `${random.int(1994, 2025)}-${twoDigits(random.int(1, 12))}-${twoDigits(random.int(1, 28))}`,
        segment: random.int(1, 8) === 1 ? ('business' as const) : ('personal' as const),
      };
    }),
  ];
}

function personaCustomer(persona: Persona): Customer {
  const region = regions.find(({ cities }) => cities.includes(persona.city)) ?? regionOf('GB');
  return {
    ...identity(persona.number, slug(persona.name)),
    name: persona.name,
    phone: persona.phone,
    city: persona.city,
    country: persona.key === 'dora' ? 'NO' : region.country,
    customerSince: persona.customerSince,
    segment: 'personal',
    persona,
  };
}

function identity(
  number: string,
  username: string,
): Pick<Customer, 'number' | 'subject' | 'username' | 'email'> {
  const digest = createHash('sha256').update(`alder bank ${number}`).digest('hex').slice(0, 20);
  return { number, subject: `alder-${digest}`, username, email: `${username}@mail.example.com` };
}

function regionOf(country: string): Region {
  return regions.find((region) => region.country === country) ?? regions[0];
}

function nameIn(region: Region, random: Random): string {
  const given = random.pick(region.given);
  const family = random.pick(region.family);
  return region.familyFirst ? `${family} ${given}` : `${given} ${family}`;
}

function freePhone(region: Region, random: Random, taken: Set<string>): string {
  for (;;) {
    const phone = region.phone.replace(/[#*]/g, (sign) => String(random.int(sign === '*' ? 2 : 0, 9)));
    if (taken.has(phone)) continue;
    taken.add(phone);
    return phone;
  }
}

/** "Łukasz Wójcik" becomes lukasz.wojcik */
function slug(name: string): string {
  const plain: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ß: 'ss', ı: 'i' };
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđßı]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
