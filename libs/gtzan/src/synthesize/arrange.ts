import { gain, midiToHz } from './exact-math'
import { scaleStep, voicing, type Chord } from './harmony'
import type { TrackPlan } from './plan-track'
import type { DrumName } from './style'

/** One note of a part; times in seconds from the start of the track. */
export interface NoteEvent {
  readonly time: number
  readonly seconds: number
  readonly frequency: number
  readonly velocity: number
}

export interface DrumEvent {
  readonly time: number
  readonly drum: DrumName
  readonly velocity: number
}

/** All that is played. */
export interface Arrangement {
  readonly drums: readonly DrumEvent[]
  readonly bass: readonly NoteEvent[]
  readonly chords: readonly NoteEvent[]
  readonly pad: readonly NoteEvent[]
  readonly lead: readonly NoteEvent[]
}

/** Bars in a section; between sections layers come and go. */
const SECTION = 4

/** What plays in a section. */
interface Section {
  readonly level: number
  readonly drums: boolean
  readonly bass: boolean
  readonly chords: boolean
  readonly pad: boolean
  readonly lead: boolean
}

/** Where and when the players are in one bar. */
interface Bar {
  /** Time of step 0 and of every further step, swing included. */
  readonly at: (step: number) => number
  readonly steps: number
  readonly chordAt: (step: number) => Chord
  readonly nextChord: Chord
  readonly section: Section
  readonly tonic: number
}

/** Plays a plan for `seconds`: the notes of all parts. */
export function arrange(plan: TrackPlan, seconds: number): Arrangement {
  const { style, traits, groove, tempo, progression } = plan
  const { rhythm } = style
  const stepSeconds = 60 / (tempo * groove.division)
  const steps = groove.beats * groove.division
  const barSeconds = steps * stepSeconds
  const swing = traits.rhythm.number(rhythm.swing[0], rhythm.swing[1]) * stepSeconds
  const looseness = traits.rhythm.number(rhythm.looseness[0], rhythm.looseness[1])
  const player = new Player(plan, looseness)
  // An excerpt starts anywhere in the song.
  const begin = -traits.rhythm.own() * barSeconds
  const firstBar = traits.rhythm.ownInteger(SECTION)
  const bars = Math.ceil((seconds - begin) / barSeconds)
  let section = player.nextSection()
  for (let bar = 0; bar < bars; bar++) {
    const place = bar + firstBar
    if (bar > 0 && place % SECTION === 0) section = player.nextSection()
    const chords = progression[place % progression.length]
    const start = begin + bar * barSeconds
    player.play(
      {
        at: step => start + step * stepSeconds + (step % 2 === 1 ? swing : 0),
        steps,
        chordAt: step => chords[Math.min(chords.length - 1, Math.floor((step * chords.length) / steps))],
        nextChord: progression[(place + 1) % progression.length][0],
        section,
        tonic: plan.tonic,
      },
      (place + 1) % SECTION === 0 && traits.rhythm.own() < rhythm.fills,
    )
  }
  return player.arrangement
}

class Player {
  readonly drums: DrumEvent[] = []
  readonly bass: NoteEvent[] = []
  readonly chords: NoteEvent[] = []
  readonly pad: NoteEvent[] = []
  readonly lead: NoteEvent[] = []
  readonly #plan: TrackPlan
  readonly #looseness: number
  readonly #power: boolean
  readonly #chordCentre: number
  readonly #leadCentre: number
  readonly #bassCentre: number
  readonly #density: number
  readonly #strum: number
  readonly #quiet: number
  readonly #leadShare: number
  readonly #padShare: number
  #melody: number
  #walk = 0

  constructor(plan: TrackPlan, looseness: number) {
    const { style, traits } = plan
    this.#plan = plan
    this.#looseness = looseness
    this.#power = traits.harmony.chance(style.harmony.power)
    this.#chordCentre = traits.timbre.number(...style.timbre.chordRegister)
    this.#leadCentre = traits.timbre.number(...style.timbre.leadRegister)
    this.#bassCentre = traits.timbre.number(36, 43)
    this.#density = traits.rhythm.number(...style.rhythm.melody)
    this.#strum = traits.rhythm.number(0, 0.018)
    this.#quiet = gain(-traits.mix.number(...style.mix.dynamics))
    this.#leadShare = traits.rhythm.number(0.5, 1)
    this.#padShare = traits.rhythm.number(0.4, 1)
    this.#melody = Math.round(this.#leadCentre)
  }

  get arrangement(): Arrangement {
    return { drums: this.drums, bass: this.bass, chords: this.chords, pad: this.pad, lead: this.lead }
  }

  nextSection(): Section {
    const { traits } = this.#plan
    const u = traits.rhythm.own()
    const level = u < 0.25 ? this.#quiet : u < 0.5 ? Math.sqrt(this.#quiet) : 1
    const drums = traits.rhythm.own() < 0.93
    const bass = traits.rhythm.own() < 0.94
    const chords = traits.rhythm.own() < 0.92
    const pad = traits.rhythm.own() < this.#padShare
    const lead = traits.rhythm.own() < this.#leadShare
    return { level, drums, bass, chords: chords || !lead, pad, lead }
  }

  play(bar: Bar, fill: boolean): void {
    const { section } = bar
    if (section.drums) this.#playDrums(bar, fill)
    if (section.bass) this.#playBass(bar)
    if (section.chords) this.#playChords(bar)
    if (section.pad) this.#playPad(bar)
    if (section.lead) this.#playLead(bar)
  }

  #own(): number {
    return this.#plan.traits.rhythm.own()
  }

  #loose(): number {
    return this.#looseness * (this.#own() + this.#own() - 1) * 1.7
  }

  #add(part: NoteEvent[], time: number, seconds: number, note: number, velocity: number): void {
    if (time >= 0 && seconds > 0)
      part.push({ time, seconds, frequency: midiToHz(note), velocity: Math.min(1, velocity) })
  }

  #playDrums({ at, steps, section }: Bar, fill: boolean): void {
    const { drums } = this.#plan.groove
    const fillFrom = fill ? steps - Math.floor(steps / (this.#own() < 0.5 ? 2 : 4)) : steps
    const kitPlays = Object.keys(drums).length > 0
    for (const [name, pattern] of Object.entries(drums) as [DrumName, string][]) {
      for (let step = 0; step < steps; step++) {
        const sign = pattern[step]
        if (sign === '.' || (step >= fillFrom && name !== 'kick')) continue
        const force = sign === 'X' ? 1 : sign === 'x' ? 0.72 : 0.32
        // Now and then a stroke is left out.
        if (this.#own() < (sign === 'X' ? 0.01 : 0.05)) continue
        const time = at(step) + this.#loose()
        if (time >= 0) {
          this.drums.push({ time, drum: name, velocity: section.level * force * (0.85 + 0.3 * this.#own()) })
        }
      }
    }
    if (!kitPlays) return
    for (let step = fillFrom; step < steps; step++) {
      if (this.#own() < 0.3) continue
      const time = at(step) + this.#loose()
      const drum = this.#own() < 0.5 ? 'snare' : 'tom'
      if (time >= 0) this.drums.push({ time, drum, velocity: section.level * (0.5 + 0.4 * this.#own()) })
    }
    if (fill && at(steps) >= 0) this.drums.push({ time: at(steps), drum: 'crash', velocity: section.level * 0.8 })
  }

  #playBass({ at, steps, chordAt, nextChord, section, tonic }: Bar): void {
    const pattern = this.#plan.groove.bass
    for (let step = 0; step < steps; step++) {
      const sign = pattern[step]
      if (sign === '.' || sign === '-') continue
      const chord = chordAt(step)
      const root = tonic + chord.root
      let note: number
      if (sign === 'a') {
        const goal = near(tonic + nextChord.root, this.#bassCentre)
        note = goal + (this.#own() < 0.5 ? -1 : 1)
      } else if (sign === 'w') {
        // A walking bass: chord tones on the beat's first step, else a scale step onwards.
        const home = near(root, this.#bassCentre)
        this.#walk =
          step === 0 || Math.abs(this.#walk - this.#bassCentre) > 9
            ? home
            : scaleStep(this.#plan.scale, tonic, this.#walk, this.#own() < 0.65 ? 1 : this.#own() < 0.5 ? -1 : 2)
        note = this.#walk
      } else {
        note = near(root, this.#bassCentre) + bassInterval(sign, chord)
      }
      const held = hold(pattern, step)
      const seconds = at(step + held) - at(step)
      const short = pattern[step + 1] === '.' || held === 1 ? 0.8 : 0.95
      this.#add(this.bass, at(step) + this.#loose(), seconds * short, note, section.level * (0.75 + 0.25 * this.#own()))
    }
  }

  #playChords({ at, steps, chordAt, section, tonic }: Bar): void {
    const pattern = this.#plan.groove.chords
    for (let step = 0; step < steps; step++) {
      const sign = pattern[step]
      if (sign === '.' || sign === '-') continue
      const chord = chordAt(step)
      const notes = this.#voicing(chord, tonic)
      const seconds = at(step + hold(pattern, step)) - at(step)
      const time = at(step) + this.#loose()
      const touch = 0.85 + 0.3 * this.#own()
      if (sign >= '1' && sign <= '6') {
        const k = Number(sign) - 1
        const note = notes[k % notes.length] + 12 * Math.floor(k / notes.length)
        this.#add(this.chords, time, Math.max(seconds, 0.25), note, section.level * 0.75 * touch)
        continue
      }
      const force = (sign === 'C' ? 0.95 : sign === 'c' ? 0.75 : 0.45) * touch * section.level
      const down = sign !== 'u'
      for (let k = 0; k < notes.length; k++) {
        const late = this.#strum * (down ? k : notes.length - 1 - k) * 0.5
        this.#add(this.chords, time + late, seconds * 0.92, notes[k], force)
      }
    }
  }

  #playPad({ at, steps, chordAt, section, tonic }: Bar): void {
    const half = chordAt(0) === chordAt(steps - 1) ? steps : steps / 2
    for (let step = 0; step < steps; step += half) {
      const seconds = at(step + half) - at(step)
      for (const note of voicing(chordAt(step), tonic, this.#chordCentre + 5)) {
        this.#add(this.pad, Math.max(0, at(step)), seconds, note, section.level * 0.7)
      }
    }
  }

  #playLead({ at, steps, chordAt, section, tonic }: Bar): void {
    const { groove, scale } = this.#plan
    const each = this.#density / groove.division
    // A phrase, then breath: the last part of many bars stays empty.
    const end = this.#own() < 0.5 ? steps : Math.floor(steps * (0.5 + 0.4 * this.#own()))
    let step = 0
    while (step < end) {
      const strong = step % groove.division === 0
      if (this.#own() > each * (strong ? 1.6 : 0.85)) {
        step++
        continue
      }
      const jump = Math.floor(this.#own() * 5) - 2
      const pull = this.#melody > this.#leadCentre + 7 ? -2 : this.#melody < this.#leadCentre - 7 ? 2 : 0
      this.#melody = scaleStep(scale, tonic, this.#melody, jump + pull)
      if (strong && this.#own() < 0.6) {
        const tones = voicing(chordAt(step), tonic, this.#melody)
        this.#melody = tones.reduce((best, tone) =>
          Math.abs(tone - this.#melody) < Math.abs(best - this.#melody) ? tone : best,
        )
      }
      let held = 1
      while (step + held < end && this.#own() > each) held++
      const seconds = at(step + held) - at(step)
      const velocity = section.level * (0.65 + 0.35 * this.#own())
      this.#add(this.lead, at(step) + this.#loose(), seconds * (0.75 + 0.23 * this.#own()), this.#melody, velocity)
      step += held
    }
  }

  #voicing(chord: Chord, tonic: number): number[] {
    if (!this.#power) return voicing(chord, tonic, this.#chordCentre)
    const root = near(tonic + chord.root, this.#chordCentre - 4)
    return [root, root + 7, root + 12]
  }
}

/** The note of the same pitch class closest to `centre`. */
function near(note: number, centre: number): number {
  return note + 12 * Math.round((centre - note) / 12)
}

/** Steps from `step` to the next sign that is not a hold. */
function hold(pattern: string, step: number): number {
  let held = 1
  while (step + held < pattern.length && pattern[step + held] === '-') held++
  return held
}

function bassInterval(sign: string, chord: Chord): number {
  const third = chord.tones.includes(3) ? 3 : 4
  switch (sign) {
    case '3':
      return third
    case '5':
      return chord.tones.includes(6) ? 6 : 7
    case '6':
      return 9
    case '7':
      return chord.tones.includes(11) ? 11 : 10
    case '8':
      return 12
    default:
      return 0
  }
}
