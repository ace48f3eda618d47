import { create } from 'qrcode';
import { useMemo } from 'react';
import { qrPath } from './qrPath';

/** Squares of white that scanners need around the code (ISO/IEC 18004 asks for four). */
const margin = 4;

export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    return { size: modules.size, path: qrPath(modules.size, (row, column) => modules.get(row, column) !== 0) };
  }, [text]);
  return (
    <svg viewBox={`${-margin} ${-margin} ${size + 2 * margin} ${size + 2 * margin}`} className={className} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-margin} y={-margin} width={size + 2 * margin} height={size + 2 * margin} fill="#fff" rx="2" />
      <path d={path} fill="#000" />
    </svg>
  );
}
