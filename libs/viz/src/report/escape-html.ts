const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Text as it can stand in HTML, between tags or in a quoted attribute. Control characters, which HTML does not allow, become the
 * replacement character.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, sign => ENTITIES[sign])
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
}
