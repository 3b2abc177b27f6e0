const httpId = '\0http-alone.cjs'

/**
 * `node:http` also exports what a browser has of WebSockets, and an import or a `require` reads every export: that alone loads Node's whole
 * `fetch`, a twentieth of a start, which the server does not use. `getBuiltinModule` reads none of them.
 */
const httpAlone = {
  name: 'http-alone',
  enforce: 'pre',
  resolveId: (id: string) => (id === 'http' || id === 'node:http' ? httpId : null),
  load: (id: string) => (id === httpId ? "module.exports = process.getBuiltinModule('node:http')" : null),
}

/**
 * The server as a few files of JavaScript, in `dist`: starting it from its sources reads some 900 modules, which takes longer than everything
 * else at a start. Each thread and child process is a program of its own, named as `src/programs.ts` looks for it.
 */
export default {
  plugins: [httpAlone],
  root: import.meta.dirname,
  logLevel: 'warn',
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'reader/reader-thread': 'src/storage/reader/reader-thread.ts',
        'writer/writer-thread': 'src/storage/writer/writer-thread.ts',
        'backup-process': 'src/storage/backups/backup-process.ts',
        'postgres/postgres-thread': 'src/storage/postgres/postgres-thread.ts',
        'case-process': 'src/own-cases/case-process.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}
