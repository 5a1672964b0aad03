/** Why a FLAC frame cannot be decoded. */
export class FlacFrameError extends Error {}
