import type { Strip } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import type { StripPeople } from './strip-people.ts'
import { airtimeMoments, lengthWords, phaseWords, stripMoment, stripName, voiceRows } from './strip-words.ts'

/** The same as the picture, in words and numbers. */
export function StripTable({ strip, people }: { readonly strip: Strip; readonly people: StripPeople }) {
  return (
    <div className="strip-tables">
      <table>
        <caption>{t`Work by section`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Section`}</th>
            <th scope="col">{t`Worked`}</th>
            <th scope="col">{t`Edits`}</th>
            <th scope="col">{t`Cards at the end`}</th>
            <th scope="col">{t`Stretches of work`}</th>
          </tr>
        </thead>
        <tbody>
          {strip.rows.map((row) => (
            <tr key={row.section}>
              <th scope="row">{row.title}</th>
              <td>{row.edits === 0 ? '–' : lengthWords(row.worked)}</td>
              <td>{row.edits}</td>
              <td>{row.cards}</td>
              <td>
                {row.blocks.length === 0
                  ? t`none`
                  : row.blocks
                      .map(
                        (block) =>
                          `${stripMoment(strip, block.from)}–${stripMoment(strip, block.to)} ${stripName(people, block.by)}`,
                      )
                      .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{t`Phases`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Phase`}</th>
            <th scope="col">{t`From`}</th>
            <th scope="col">{t`Time used`}</th>
          </tr>
        </thead>
        <tbody>
          {strip.phases.map((phase) => (
            <tr key={phase.from}>
              <th scope="row">{phase.name}</th>
              <td>{stripMoment(strip, phase.from)}</td>
              <td>{phaseWords(phase)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {strip.airtime !== null && <AirtimeTables strip={strip} people={people} />}
    </div>
  )
}

/** Who spoke, in numbers, and when two spoke at once or nobody did. */
function AirtimeTables({ strip, people }: { readonly strip: Strip; readonly people: StripPeople }) {
  const moments = airtimeMoments(strip, people)
  return (
    <>
      <table>
        <caption>{t`Who spoke`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Person`}</th>
            <th scope="col">{t`Spoke`}</th>
            <th scope="col">{t`Of all speech`}</th>
            <th scope="col">{t`Stretches of speech`}</th>
          </tr>
        </thead>
        <tbody>
          {voiceRows(strip, people).map(({ name, spoke, share }, index) => (
            <tr key={strip.airtime?.voices[index]?.participant}>
              <th scope="row">{name}</th>
              <td>{spoke}</td>
              <td>{share}</td>
              <td>{strip.airtime?.voices[index]?.speech.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {moments.length > 0 && (
        <table>
          <caption>{t`Talk-overs, silences and the longest monologue`}</caption>
          <thead>
            <tr>
              <th scope="col">{t`When`}</th>
              <th scope="col">{t`What`}</th>
            </tr>
          </thead>
          <tbody>
            {moments.map(({ kind, at, words }) => (
              <tr key={`${kind} ${at}`}>
                <td>{stripMoment(strip, at)}</td>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
