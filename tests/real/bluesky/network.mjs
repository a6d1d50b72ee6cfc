// A Bluesky network for tests: the PLC directory, a PDS, the AppView, bsync and Ozone in one process, by the public
// API of @atproto/dev-env. A control port lets tests wait for what was written instead of sleeping:
//   GET  /info     the addresses
//   POST /settle   wait until the AppView and Ozone have taken in everything written so far
//   POST /labels   copy Ozone's labels to the AppView, which dev-env gives no way of its own
//   GET  /modauth?lxm=METHOD   headers of a moderator, good for one method of Ozone
//   POST /client?at=URL        have the network find a client's document (the body) at an https address
import http from 'node:http'

const documents = new Map()
const reached = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const document = documents.get(String(input.url ?? input))
  if (document === undefined) return reached(input, init)
  return new Response(document, { headers: { 'content-type': 'application/json' } })
}

const { TestNetwork } = await import('@atproto/dev-env')
const base = Number(process.env.BASE_PORT)
const network = await TestNetwork.create({
  plc: { port: base + 1 },
  pds: { port: base + 2, hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { port: base + 3, publicUrl: `http://localhost:${base + 3}` },
  ozone: { port: base + 6, dbMaterializedViewRefreshIntervalMs: 5_000 },
  introspect: { port: base },
})
const info = {
  plc: network.plc.url,
  pds: network.pds.url,
  appview: network.bsky.url,
  ozone: network.ozone.url,
  labeler: network.ozone.ctx.cfg.service.did,
}

async function copyLabels() {
  await network.processAll(30_000)
  const columns = ['src', 'uri', 'cid', 'val', 'neg', 'cts', 'exp']
  const rows = await network.ozone.ctx.db.db.selectFrom('label').select(columns).execute()
  for (const { neg, cts, exp, ...name } of rows) {
    await network.bsky.db.db
      .insertInto('label')
      .values({ ...name, neg, cts, exp })
      .onConflict((it) => it.columns(['src', 'uri', 'cid', 'val']).doUpdateSet({ neg, cts, exp }))
      .execute()
  }
}

async function body(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const ways = {
  '/info': () => info,
  '/settle': () => network.processAll(30_000),
  '/labels': copyLabels,
  '/modauth': (_, asked) => network.ozone.modHeaders(asked.get('lxm'), 'admin'),
  '/client': async (request, asked) => documents.set(asked.get('at'), await body(request)) && null,
}

const control = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  const answer = (status, told) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(told ?? null))
  }
  try {
    const way = ways[url.pathname]
    if (way) answer(200, await way(request, url.searchParams))
    else answer(404)
  } catch (error) {
    answer(500, String(error?.stack ?? error))
  }
})
control.listen(base + 9, '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => network.close().finally(() => process.exit(0)))
