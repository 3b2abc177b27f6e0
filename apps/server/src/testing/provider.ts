import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A real OpenID provider on loopback, whose sign-in page accepts any name. */
export type TestProvider = {
  readonly issuer: string
  /** From now on it also redirects back there. */
  readonly allow: (redirectUri: string) => void
  /** What a browser does there: signs in as `login` and agrees. Returns the address that it is redirected to. */
  readonly walk: (url: URL, login: string) => Promise<string>
  /** The address that is told when somebody has signed out. */
  readonly tellLogout: (uri: string) => void
  /** Signs `login` out in the browser of their walk with that number: 0 is the first, and -1 the last. */
  readonly signOut: (login: string, which: number) => Promise<void>
  readonly close: () => void
}

export async function startProvider({
  clientId,
  clientSecret,
}: {
  readonly clientId: string
  readonly clientSecret: string
}): Promise<TestProvider> {
  const redirects: string[] = ['http://127.0.0.1/never']
  const server = createServer((request, response) => {
    void handle?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirects,
        application_type: 'native',
        backchannel_logout_session_required: true,
      },
    ],
    cookies: { keys: ['a key of a provider in a test'] },
    // Its own check refuses addresses of this machine.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
    features: { backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
  })
  provider.Client.prototype.redirectUriAllowed = (uri: string) => redirects.includes(uri)
  const handle = provider.callback()
  let logoutUri: string | null = null
  Object.defineProperty(provider.Client.prototype, 'backchannelLogoutUri', {
    get: () => logoutUri ?? undefined,
    set: () => undefined,
  })
  const jars = new Map<string, Map<string, string>[]>()

  const createBrowser = (jar: Map<string, string>) => async (to: string, body?: Record<string, string>) => {
    const answer = await fetch(new URL(to, issuer), {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/s) ?? []
      jar.set(name, value)
    }
    return answer
  }
  const walk = async (url: URL, login: string): Promise<string> => {
    const jar = new Map<string, string>()
    jars.set(login, [...(jars.get(login) ?? []), jar])
    const go = createBrowser(jar)
    let answer = await go(url.href)
    for (let steps = 0; steps < 12; steps++) {
      const location = answer.headers.get('location')
      if (location !== null && !new URL(location, issuer).href.startsWith(issuer)) return location
      if (location !== null) {
        answer = await go(location)
        continue
      }
      const page = await answer.text()
      const action = /action="([^"]+)"/.exec(page)?.[1]
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
      if (action === undefined || prompt === undefined)
        throw new Error(`not a page of the provider: ${page.slice(0, 300)}`)
      answer = await go(action, prompt === 'login' ? { prompt, login, password: 'any' } : { prompt })
    }
    throw new Error('the provider leads nowhere')
  }
  return {
    issuer,
    allow: (redirectUri) => {
      redirects.push(redirectUri)
    },
    walk,
    tellLogout: (uri) => {
      logoutUri = uri
    },
    signOut: async (login, which) => {
      const go = createBrowser(jars.get(login)?.at(which) ?? new Map())
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(await (await go('/session/end')).text())?.[1]
      if (xsrf === undefined) throw new Error('nobody is signed in at the provider')
      await (await go('/session/end/confirm', { xsrf, logout: 'yes' })).arrayBuffer()
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
