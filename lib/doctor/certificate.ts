import { X509Certificate } from 'node:crypto';
import { fail, ok, type Verdict, warn } from './check';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** id-kp-clientAuth (RFC 5280, 4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

const expired = 'Have a new one issued, and register it at the OP where it knows certificates by name.';

/** The desk's own certificate: within its time, and made for clients. */
export function judgeCertificate(text: string, now: Date): Verdict {
  const [certificate] = certificatesIn(text);
  if (!certificate) {
    return fail('It holds no certificate that can be read.', 'Have it exported again, in PEM form.');
  }
  const time = judgeTime(certificate, now);
  if (time) return time;
  // Node calls the extended key usages by this name, and has none where the extension is missing.
  const usages: readonly string[] | undefined = certificate.keyUsage;
  if (usages && !usages.includes(CLIENT_AUTH)) {
    return warn(
      'The certificate was not issued for clients (extended key usage clientAuth).',
      'Have one issued for client authentication: many servers refuse others.',
    );
  }
  return ok(`It belongs to its key and is valid until ${day(certificate)}.`);
}

/** A bundle is as good as the worst of it: which of them the OP needs, nobody here can tell. */
export function judgeAuthority(text: string, now: Date): Verdict {
  const certificates = certificatesIn(text);
  if (certificates.length === 0) {
    return fail('CIBA_CA holds no certificate that can be read.', 'Have it exported again, in PEM form.');
  }
  const over = certificates.filter((certificate) => endOf(certificate) <= now.getTime());
  if (over.length === certificates.length) {
    return fail(
      certificates.length === 1
        ? 'The authority’s certificate has expired.'
        : 'All of its certificates have expired.',
      'Set CIBA_CA to the certificate of the authority that issues today.',
    );
  }
  const late = [...over, ...certificates.filter((one) => endOf(one) - now.getTime() < SOON_DAYS * DAY_MS)];
  const [first] = late;
  if (first) {
    return warn(
      `The certificate of ${nameOf(first)} in it ends on ${day(first)}.`,
      'Add the one that follows it to the file.',
    );
  }
  return ok(
    `${certificates.length === 1 ? 'One authority is' : `${certificates.length} authorities are`} trusted for the OP ` +
      'and the customer API, and no others.',
  );
}

function judgeTime(certificate: X509Certificate, now: Date): Verdict | undefined {
  const end = endOf(certificate);
  if (end <= now.getTime()) return fail(`The certificate expired on ${day(certificate)}.`, expired);
  if (Date.parse(certificate.validFrom) > now.getTime()) {
    return fail(
      'The certificate is not valid yet.',
      'Check the clock of this machine (NTP), or wait until the certificate begins.',
    );
  }
  const days = Math.floor((end - now.getTime()) / DAY_MS);
  return days < SOON_DAYS
    ? warn(`The certificate expires in ${days} days, on ${day(certificate)}.`, expired)
    : undefined;
}

function certificatesIn(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END [^-]+-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

const endOf = (certificate: X509Certificate) => Date.parse(certificate.validTo);
const day = (certificate: X509Certificate) => new Date(endOf(certificate)).toISOString().slice(0, 10);
const nameOf = ({ subject }: X509Certificate) => subject.split('\n').at(-1) ?? 'an authority';
