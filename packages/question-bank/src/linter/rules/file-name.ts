import type { CaseRule } from '../lint-message.ts'

export const fileName: CaseRule = {
  id: 'file-name',
  guarantees: 'A case is at cases/<category>/<case id>.yaml.',
  check: ({ case: { id, public: publicPart }, source }) => {
    const wanted = `${publicPart.category}/${id}.yaml`
    return source.path.replaceAll('\\', '/').endsWith(`/${wanted}`) || source.path === `${id}.yaml`
      ? []
      : [{ at: ['id'], message: `the file must be called cases/${wanted}` }]
  },
}
