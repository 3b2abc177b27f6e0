/**
 * The server as a few files of JavaScript, in `dist`: starting it from its sources reads some 900 modules, which takes longer than everything
 * else at a start. Each thread and child process is a program of its own, named as `src/programs.ts` looks for it.
 */
export default {
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
