/** A start or end tag: slash, name, attributes. */
export const TAG = /<(\/?)([A-Za-z][\w.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g

/** An attribute: name, quoted value. */
export const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*')/g

/** Gives the names within a drawing, and whatever refers to them, other names. Text and descriptions stay as they are. */
export function renameIds(svg: string, rename: (id: string) => string): string {
  return svg.replace(TAG, (_tag, close: string, name: string, rest: string) => {
    const attributes = rest.replace(ATTRIBUTE, (all, attribute: string, quoted: string) => {
      const value = quoted.slice(1, -1)
      const quote = quoted[0]
      if (attribute === 'id') return `id=${quote}${rename(value)}${quote}`
      if (/^(xlink:)?href$/.test(attribute)) {
        return value.startsWith('#') ? `${attribute}=${quote}#${rename(value.slice(1))}${quote}` : all
      }
      if (attribute.startsWith('aria-') || !value.includes('url(')) return all
      const renamed = value.replace(
        /url\(\s*(['"]?)#([^)'"]*)\1\s*\)/g,
        (_, _quote, id: string) => `url(#${rename(id)})`,
      )
      return `${attribute}=${quote}${renamed}${quote}`
    })
    return `<${close}${name}${attributes}>`
  })
}
