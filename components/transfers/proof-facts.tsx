import type { TransferView } from '@/lib/transfers/view';
import { CopyButton } from '../ui/copy-button';
import { Fact, Facts } from './facts';
import { HashText } from './hash-text';

/** The numbers by which this transfer is found elsewhere, and what proves that it is this one. */
export function ProofFacts({ view }: { view: TransferView }) {
  const { id, hash, edition, bankReference } = view;
  return (
    <Facts>
      {bankReference ? (
        <Fact label="Bank’s reference">
          <span className="flex items-center gap-1">
            <span className="figures font-semibold">{bankReference}</span>
            <CopyButton text={bankReference} what="the bank’s reference" />
          </span>
        </Fact>
      ) : null}
      <Fact label="Transfer">
        <span className="flex items-center gap-1">
          <span className="figures text-sm">{id}</span>
          <CopyButton text={id} what="the transfer’s number" />
        </span>
        {edition > 1 ? <span className="text-ink-soft text-sm">Edition {edition}</span> : null}
      </Fact>
      {hash ? (
        <Fact label="Hash">
          <span className="flex items-start gap-1">
            <HashText hash={hash} />
            <CopyButton text={hash} what="the hash" />
          </span>
        </Fact>
      ) : null}
    </Facts>
  );
}
