/** The dark squares of a code as one SVG path; squares side by side are one stroke. */
export function qrPath(size: number, dark: (row: number, column: number) => boolean): string {
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark(row, column)) continue;
      const from = column;
      while (column + 1 < size && dark(row, column + 1)) column++;
      const width = column - from + 1;
      path += `M${from} ${row}h${width}v1h${-width}z`;
    }
  }
  return path;
}
