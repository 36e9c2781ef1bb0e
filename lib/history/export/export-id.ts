declare const exportId: unique symbol;
export type ExportId = string & { readonly [exportId]: true };

const ID = /^exp_[A-Za-z0-9_-]{22}$/;

/** 128 random bits. Pages make their own, to ask how far it has come before the answer begins. */
export function newExportId(): ExportId {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  return `exp_${random}` as ExportId; // made to the pattern
}

export function isExportId(value: unknown): value is ExportId {
  return typeof value === 'string' && ID.test(value);
}
