import { useMemo } from 'react'
import { encode } from 'uqr'

/** A QR code as one SVG path. Always dark on white, whatever the theme: many scanners read nothing else. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 2 })
    const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])))
    return { size: code.size, path: squares.join('') }
  }, [text])
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="aspect-square w-full rounded-md"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#17231d" />
    </svg>
  )
}
