// Runs before the first paint, so that a chosen theme never flashes the other one. Kept in step with src/browser/theme.ts.
try {
  const chosen = localStorage.getItem('greenroom.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is forbidden: the system's theme applies.
}
// The start page's words are in index.html, so that they are read before the scripts are there (base.css). Somebody who has practised
// here (progress-key.ts) gets other words.
let practised = false
try {
  practised = localStorage.getItem('greenroom.progress') !== null
} catch {
  // Storage is forbidden: nothing is kept in it either.
}
if (location.pathname === '/' && !practised) document.documentElement.dataset.firstPage = 'home'
