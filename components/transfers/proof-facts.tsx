import type { TransferView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/order';
import { say as transferSays } from '@/messages/transfers/transfer';
import { CopyButton } from '../ui/copy-button';
import { Fact, Facts } from './facts';
import { HashText } from './hash-text';

const { numbers } = transferSays;

/** The numbers by which this transfer is found elsewhere, and what proves that it is this one. */
export function ProofFacts({ view }: { view: TransferView }) {
  const { id, hash, edition, bankReference } = view;
  return (
    <Facts>
      {bankReference ? (
        <Fact label={say.bankReference}>
          <span className="flex items-center gap-1">
            <span className="figures font-semibold">{bankReference}</span>
            <CopyButton text={bankReference} what={numbers.copied.bankReference} />
          </span>
        </Fact>
      ) : null}
      <Fact label={say.transferNumber}>
        <span className="flex items-center gap-1">
          <span className="figures text-sm">{id}</span>
          <CopyButton text={id} what={numbers.copied.transferNumber} />
        </span>
        {edition > 1 ? <span className="text-ink-soft text-sm">{numbers.edition({ edition })}</span> : null}
      </Fact>
      {hash ? (
        <Fact label={say.hash}>
          <span className="flex items-start gap-1">
            <HashText hash={hash} />
            <CopyButton text={hash} what={numbers.copied.hash} />
          </span>
        </Fact>
      ) : null}
    </Facts>
  );
}
