// Runs before the first paint, so that a chosen theme never flashes the other one. Kept in step with src/browser/theme.ts.
try {
  const chosen = localStorage.getItem('greenroom.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is forbidden: the system's theme applies.
}
// The start page's words are in index.html, so that they are read before the scripts are there (base.css).
if (location.pathname === '/') document.documentElement.dataset.firstPage = 'home'
