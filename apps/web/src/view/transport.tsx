import type { ComponentChildren } from 'preact'
import { clock } from '../state/format'
import type { Player } from '../state/player'
import { Icon } from './icon'

interface Props {
  readonly player: Player
  readonly seconds: number
  readonly children?: ComponentChildren
}

/** Play, pause, the time, and which version is heard. */
export function Transport({ player, seconds, children }: Props) {
  const playing = player.playing.value
  return (
    <div class="transport">
      <button type="button" class="play" aria-label={playing ? 'Pause' : 'Play'} onClick={() => void player.toggle()}>
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <Clock player={player} seconds={seconds} />
      {player.sources.value.length > 1 && (
        <fieldset class="versions">
          <legend class="hidden">What is heard</legend>
          {player.sources.value.map(({ key, label }) => (
            <label key={key}>
              <input
                type="radio"
                name="version"
                checked={player.current.value === key}
                onChange={() => void player.choose(key)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
      {children}
      {player.note.value && (
        <p class="small player-note" role="status">
          {player.note.value}
        </p>
      )}
    </div>
  )
}

function Clock({ player, seconds }: Props) {
  return (
    <span class="clock">
      {clock(player.time.value)} <span>/ {clock(seconds)}</span>
    </span>
  )
}
