import { ARCHIVE_MD5, ARCHIVE_SHA256 } from './known-checksum'

/** What to know before using GTZAN. */
export interface GtzanGuide {
  readonly summary: string
  /** Where copies were to be had when this was written; none of them is ours, and any may be gone. */
  readonly sources: readonly { readonly name: string; readonly url: string; readonly holds: string }[]
  readonly terms: string
  /** What to cite: BibTeX entries. */
  readonly citations: readonly string[]
  /** Known sums of the archive, in hexadecimal, and who published them. */
  readonly archive: { readonly md5: string; readonly sha256: string; readonly from: string }
  /** How to check a copy. */
  readonly check: readonly string[]
}

/**
 * Where GTZAN can be had, under what terms, how to cite it and how to check a copy. This package contains no audio.
 *
 * @example
 * ```ts
 * import { gtzanGuide } from '@genre/gtzan/node'
 * console.log(gtzanGuide().sources.map(({ name }) => name).join(', ')) // => Marsyas, Hugging Face, Kaggle
 * ```
 */
export function gtzanGuide(): GtzanGuide {
  return {
    summary: '1000 excerpts of 30 s, 100 of each of ten genres, 16-bit mono at 22 050 Hz, 1.2 GB; gathered 2000-2001.',
    sources: [
      {
        name: 'Marsyas',
        url: 'http://marsyas.info/downloads/datasets.html (http://opihi.cs.uvic.ca/sound/genres.tar.gz)',
        holds: 'the original archive, genres/GENRE/GENRE.NNNNN.au or .wav; often out of reach',
      },
      {
        name: 'Hugging Face',
        url: 'https://huggingface.co/datasets/marsyas/gtzan',
        holds: 'data/genres.tar.gz',
      },
      {
        name: 'Kaggle',
        url: 'https://www.kaggle.com/datasets/andradaolteanu/gtzan-dataset-music-genre-classification',
        holds:
          'Data/genres_original (wav, jazz.00054 damaged), images_original, features_30_sec.csv, features_3_sec.csv',
      },
    ],
    terms:
      'No licence was ever stated, and its authors did not ask the owners of the recordings. It is used for research; do not pass ' +
      'the audio on. Descriptors, splits and lists of faults are facts about it and may be shared.',
    citations: [
      '@article{tzanetakis2002, author={Tzanetakis, George and Cook, Perry}, title={Musical genre classification of audio signals}, ' +
        'journal={IEEE Transactions on Speech and Audio Processing}, volume={10}, number={5}, pages={293-302}, year={2002}, ' +
        'doi={10.1109/TSA.2002.800560}}',
      '@article{sturm2013, author={Sturm, Bob L.}, title={The GTZAN dataset: its contents, its faults, their effects on evaluation, ' +
        'and its future use}, journal={arXiv:1306.1461}, year={2013}}',
      '@article{kereliuk2015, author={Kereliuk, Corey and Sturm, Bob L. and Larsen, Jan}, title={Deep learning and music adversaries}, ' +
        'journal={IEEE Transactions on Multimedia}, volume={17}, number={11}, pages={2059-2071}, year={2015}}',
    ],
    archive: { md5: ARCHIVE_MD5, sha256: ARCHIVE_SHA256, from: 'mirdata (MD5), torchaudio (SHA-256)' },
    check: [
      'genre gtzan FOLDER (or genres.tar.gz) compares every file with the known checksums',
      'genre health FOLDER reads every file and says what is wrong with it',
    ],
  }
}
