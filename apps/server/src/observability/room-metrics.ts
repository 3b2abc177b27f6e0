import { Counter, Gauge, type Registry } from '@prometheus-io/client'
import type { RoomCounts } from '../rooms/counts.ts'

const gauges = {
  rooms: ['greenroom_rooms_open', 'Rooms that are open in memory.'],
  boardConnections: ['greenroom_board_connections', 'Connections to boards.'],
  liveConnections: ['greenroom_live_connections', 'Connections to session sockets.'],
} as const satisfies Partial<Record<keyof RoomCounts, readonly [string, string]>>

const totals = {
  commands: ['greenroom_commands_total', 'Commands received.'],
  commandsRefused: ['greenroom_commands_refused_total', 'Commands refused with a reason.'],
  editsCommitted: ['greenroom_board_edits_total', 'Board edits committed.'],
  editsEmpty: ['greenroom_board_edits_empty_total', 'Board edits that changed nothing.'],
  appends: ['greenroom_room_appends_total', 'Appends that rooms asked for.'],
  appendsFailed: ['greenroom_room_appends_failed_total', 'Appends that the store could not save.'],
  roomsFailed: ['greenroom_rooms_failed_total', 'Rooms closed after an internal error.'],
  roomsOvertaken: ['greenroom_rooms_overtaken_total', 'Rooms closed because another server had their session.'],
  eventsRefused: ['greenroom_events_refused_total', 'Events that do not exist or could not be read.'],
  awarenessPassedOver: ['greenroom_awareness_passed_over_total', 'Awareness messages that were dropped.'],
  handlerErrors: ['greenroom_handler_errors_total', 'Exceptions caught in socket handlers.'],
} as const satisfies Partial<Record<keyof RoomCounts, readonly [string, string]>>

const entriesOf = <Key extends string, Value>(table: Readonly<Record<Key, Value>>): [Key, Value][] =>
  Object.entries(table) as [Key, Value][]

/** Metrics for what the rooms have counted, read on each scrape. */
export function registerRoomMetrics(registry: Registry, counts: RoomCounts): void {
  const registers = [registry]
  for (const [key, [name, help]] of entriesOf(gauges)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(counts[key])
      },
    })
  }
  for (const [key, [name, help]] of entriesOf(totals)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(counts[key])
      },
    })
  }
  new Counter({
    name: 'greenroom_boards_ended_total',
    help: 'Board connections that the server ended, by reason.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset()
      for (const [reason, count] of counts.boardsEnded) this.inc({ reason }, count)
    },
  })
}
