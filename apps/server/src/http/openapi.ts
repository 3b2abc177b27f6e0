import { restErrorSchema } from '@greenroom/protocol'
import { z } from 'zod'
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import type { Route } from './routes/route.ts'

const operationOf = (route: Route): ZodOpenApiOperationObject => {
  const names = [...route.path.matchAll(/:([a-z]+)/g)].map((match) => match[1] ?? '')
  const parameters = {
    ...(names.length > 0 && { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
    ...(route.querySchema !== null && { query: route.querySchema }),
  }
  return {
    summary: route.summary,
    ...(route.who !== 'anyone' && {
      security: [
        {
          [route.who === 'author' || route.who === 'admin' || route.who === 'account' ? route.who : 'participant']: [],
        },
      ],
      description: `For: ${route.who}.`,
    }),
    ...(Object.keys(parameters).length > 0 && { requestParams: parameters }),
    ...(route.bodySchema !== null && {
      requestBody: {
        content: {
          ...(route.bodyBounds.types === undefined
            ? {
                [route.bodyBounds.isForm === true ? 'application/x-www-form-urlencoded' : 'application/json']: {
                  schema: route.bodySchema,
                },
              }
            : Object.fromEntries(
                route.bodyBounds.types.map((type) => [
                  type,
                  { schema: { type: 'string', maxLength: route.bodyBounds.bytes } },
                ]),
              )),
        },
      },
    }),
    responses: {
      [route.successStatus]:
        route.answerSchema === null
          ? { description: 'Done' }
          : { description: 'Done', content: { 'application/json': { schema: route.answerSchema } } },
      default: { description: 'Refused', content: { 'application/json': { schema: restErrorSchema } } },
    },
  }
}

/** An entry's schema is chosen by its kind while it is read, which OpenAPI cannot express. */
const describeEntries: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, zodSchema }) => {
  if (zodSchema._zod.def.type !== 'pipe' || Object.keys(jsonSchema).length > 0) return
  jsonSchema.type = 'object'
  jsonSchema.description = "An entry of the reader's own stream."
}

/** The OpenAPI description of the REST API, generated from the schemas that its routes parse with. */
export function describeRoutes(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([a-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(route) }
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Greenroom',
        version,
        description: 'Everything except live updates, which use Socket.IO and y-websocket.',
      },
      paths: paths satisfies ZodOpenApiPathsObject,
      components: {
        securitySchemes: {
          participant: { type: 'http', scheme: 'bearer', description: 'The token of a participant of the session.' },
          admin: {
            type: 'apiKey',
            in: 'cookie',
            name: 'greenroom-admin',
            description: 'The cookie that a one-time link was exchanged for.',
          },
          account: {
            type: 'apiKey',
            in: 'cookie',
            name: 'greenroom-account',
            description: 'The cookie of somebody who is signed in.',
          },
          author: { type: 'http', scheme: 'bearer', description: 'The secret of the case.' },
        },
      },
    },
    { override: describeEntries },
  )
}
