import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesAreSegmented, parseFileName, segmentFileName } from './file-name'

describe('parseFileName', () => {
  it.each([
    ['blues.00012.wav', 'blues', 'blues.00012', -1],
    ['blues.00012.au', 'blues', 'blues.00012', -1],
    ['blues.00012.7.wav', 'blues', 'blues.00012', 7],
    ['blues.00012.10.wav', 'blues', 'blues.00012', 10],
    ['genres_original/blues/blues.00012.wav', 'blues', 'genres_original/blues/blues.00012', -1],
    ['rock/blues.00012.wav', 'rock', 'rock/blues.00012', -1],
    ['downloads/blues.00012.wav', 'blues', 'downloads/blues.00012', -1],
    ['techno.00001.wav', 'techno', 'techno.00001', -1],
    ['rock\\rock.00001.wav', 'rock', 'rock/rock.00001', -1],
    // Not GTZAN's: too few digits, a segment with a leading zero, no extension, a dot file.
    ['blues.0012.wav', '', 'blues.0012', -1],
    ['blues.00012.07.wav', '', 'blues.00012.07', -1],
    ['blues.00012', '', 'blues', -1],
    ['.00012', '', '.00012', -1],
    ['techno/Ólafs lag "nr. 3".mp3', 'techno', 'techno/Ólafs lag "nr. 3"', -1],
    ['techno/song.3.mp3', 'techno', 'techno/song.3', -1],
    ['', '', '', -1],
  ])('%j', (path, genre, track, segment) => {
    expect(parseFileName(path)).toEqual({ genre, track, segment })
  })

  it('reads segments of foreign names where asked to', () => {
    expect(parseFileName('techno/song.3.mp3', { segmented: true })).toEqual({
      genre: 'techno',
      track: 'techno/song',
      segment: 3,
    })
    expect(parseFileName('techno/song.03.mp3', { segmented: true }).segment).toBe(-1)
    expect(parseFileName('blues.00000.wav', { segmented: true }).segment).toBe(-1)
  })

  it('is the inverse of segmentFileName', () => {
    const name = fc.constantFrom('blues.00000.wav', 'a/b/rock.00099.au', 'techno/my song.mp3', 'x.y.flac')
    fc.assert(
      fc.property(name, fc.nat(1000), (whole, segment) => {
        const { track } = parseFileName(whole)
        const read = parseFileName(segmentFileName(whole, segment), { segmented: true })
        expect(read.track).toBe(track)
        expect(read.segment).toBe(segment)
      }),
    )
  })
})

describe('segmentFileName', () => {
  it('follows Kaggle', () => {
    expect(segmentFileName('blues.00000.wav', 0)).toBe('blues.00000.0.wav')
    expect(segmentFileName('blues.00000.wav', -1)).toBe('blues.00000.wav')
    expect(segmentFileName('a.b/c', 2)).toBe('a.b/c.2')
  })
})

describe('namesAreSegmented', () => {
  it('needs a number in every foreign name', () => {
    expect(namesAreSegmented(['a.0.wav', 'b.1.wav'])).toBe(true)
    expect(namesAreSegmented(['a.0.wav', 'b.wav'])).toBe(false)
    expect(namesAreSegmented(['blues.00000.wav', 'a.0.wav'])).toBe(true)
  })
})
