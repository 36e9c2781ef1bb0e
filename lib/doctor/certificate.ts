import { X509Certificate } from 'node:crypto';
import { say } from '@/messages/doctor/configuration';
import { fail, ok, type Verdict, warn } from './check';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** id-kp-clientAuth (RFC 5280, 4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** The desk's own certificate: within its time, and made for clients. */
export function judgeCertificate(text: string, now: Date): Verdict {
  const [certificate] = certificatesIn(text);
  if (!certificate) return fail(say.certificate.unreadable);
  const time = judgeTime(certificate, now);
  if (time) return time;
  // Node calls the extended key usages by this name, and has none where the extension is missing.
  const usages: readonly string[] | undefined = certificate.keyUsage;
  if (usages && !usages.includes(CLIENT_AUTH)) return warn(say.certificate.notForClients);
  return ok(say.certificate.valid({ day: day(certificate) }));
}

/** A bundle is as good as the worst of it: which of them the OP needs, nobody here can tell. */
export function judgeAuthority(text: string, now: Date): Verdict {
  const certificates = certificatesIn(text);
  if (certificates.length === 0) return fail(say.authorities.unreadable);
  const over = certificates.filter((certificate) => endOf(certificate) <= now.getTime());
  if (over.length === certificates.length) {
    return fail(say.authorities.expired({ authorities: certificates.length }));
  }
  const late = [...over, ...certificates.filter((one) => endOf(one) - now.getTime() < SOON_DAYS * DAY_MS)];
  const [first] = late;
  if (first) return warn(say.authorities.oneEnds({ name: nameOf(first), day: day(first) }));
  return ok(say.authorities.trusted({ authorities: certificates.length }));
}

function judgeTime(certificate: X509Certificate, now: Date): Verdict | undefined {
  const end = endOf(certificate);
  if (end <= now.getTime()) return fail(say.certificate.expired({ day: day(certificate) }));
  if (Date.parse(certificate.validFrom) > now.getTime()) return fail(say.certificate.notYetValid);
  const days = Math.floor((end - now.getTime()) / DAY_MS);
  return days < SOON_DAYS ? warn(say.certificate.expiresSoon({ days, day: day(certificate) })) : undefined;
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
const nameOf = ({ subject }: X509Certificate) => subject.split('\n').at(-1);
