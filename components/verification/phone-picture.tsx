import { say } from '@/messages/verification/card';

/** A binding message, cut where the code stands in it. */
export interface PhoneMessage {
  readonly before: string;
  /** A dot for each of its signs as long as there is none. */
  readonly code: string;
  readonly after: string;
}

interface Props {
  caption: string;
  message: PhoneMessage;
}

/** The upper end of the customer's phone with the message on it, letter by letter. */
export function PhonePicture({ caption, message }: Props) {
  return (
    <figure className="w-60 max-w-full">
      <figcaption className="mb-1.5 text-ink-soft text-xs">{caption}</figcaption>
      <div className="relative px-3 pt-5.5 pb-3">
        <span
          aria-hidden="true"
          className="mask-[linear-gradient(black_60%,transparent)] absolute inset-0 rounded-t-[1.25rem] border-2 border-edge border-b-0 bg-sunken"
        >
          <span className="mx-auto mt-2 block h-1 w-9 rounded-full bg-edge" />
        </span>
        <p
          data-phone-message=""
          className="wrap-anywhere relative rounded-sm border border-rule bg-sheet px-2.5 py-2 text-sm"
        >
          {message.before}
          <Code code={message.code} />
          {message.after}
        </p>
      </div>
    </figure>
  );
}

function Code({ code }: { code: string }) {
  if (!code.includes('•')) return <span className="figures whitespace-nowrap font-semibold">{code}</span>;
  return (
    <>
      <span
        aria-hidden="true"
        className="figures whitespace-nowrap rounded-xs bg-seal-wash px-1 font-semibold text-seal"
      >
        {code}
      </span>
      <span className="sr-only">{say.codeToCome}</span>
    </>
  );
}
