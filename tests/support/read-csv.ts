/** Reads RFC 4180, sign by sign, without looking at how ours is written. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charAt(i);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (sign === '"') {
      if (cell !== '') throw new Error(`a quote inside of a bare cell, at ${i}`);
      isQuoted = true;
    } else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && text.charAt(i + 1) === '\n') {
      i += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (sign === '\r' || sign === '\n') {
      throw new Error(`a bare line end, at ${i}`);
    } else cell += sign;
  }
  if (isQuoted || cell !== '' || row.length > 0) throw new Error('the text ends within a record');
  return rows;
}
