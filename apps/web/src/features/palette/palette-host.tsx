export const PaletteHost = () => null
