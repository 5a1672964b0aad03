/** Why a packet of AAC cannot be decoded. */
export class AacError extends Error {}
