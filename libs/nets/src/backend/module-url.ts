/** Where this module lies; `''` where nobody can say (a page that was bundled as a script). */
export function moduleUrl(): string {
  // In CommonJS import.meta is empty, in a module there is no __filename.
  return typeof __filename === 'string' ? __filename : (import.meta.url ?? '')
}
