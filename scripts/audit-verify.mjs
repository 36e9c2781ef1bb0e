#!/usr/bin/env node
import { deskCommand } from './lib/desk-command.mjs';
import { main } from './lib/main.mjs';

const help = `
  npm run audit:verify [-- options] [export.jsonl]

  Proves that nobody changed the audit trail: the one in the database, or one that was exported from the History page.
  Names the first record that was changed, removed, inserted or moved, and an end that was cut off. Needs no network for
  an export.

    --keys <file>         public keys as downloaded from the Audit trail page (a JWK set); without it those of
                          AUDIT_KEYS, or else the ones in the export, which prove only that it is of one piece
    --checkpoint <file>   checkpoints that were kept elsewhere, one a line; what they cover must be there.
                          May be given more than once
    --json                the result for programs
    --help                this text

  Ends with 0 when the trail holds, 1 when it does not, and 2 when it could not be looked at.
`;

main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  await deskCommand('audit-verify.ts', args);
});
