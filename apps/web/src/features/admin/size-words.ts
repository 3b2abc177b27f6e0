const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** `3.4 MB`; `bytes` in steps of 1,000, as disks are sold. */
export function sizeInWords(bytes: number): string {
  let unit = 0
  let size = bytes
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  const digits = unit === 0 || size >= 99.5 ? 0 : 1
  return `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits }).format(size)} ${units[unit]}`
}
