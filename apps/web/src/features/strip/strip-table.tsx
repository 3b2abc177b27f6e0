import type { Strip } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import type { StripPeople } from './strip-people.ts'
import { lengthWords, phaseWords, stripMoment, stripName } from './strip-words.ts'

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
    </div>
  )
}
