import { locale } from '@/messages/locale';

/** Node and browsers may know a country by different names: suppress the warning where this is rendered. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}
