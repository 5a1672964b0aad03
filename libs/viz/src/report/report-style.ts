/** The style sheet of reports. Colours: contrast of 4.5:1 or more for all text, in both schemes. */
export const REPORT_STYLE = `:root {
  color-scheme: light dark;
  --text: #1b1f24; --quiet: #555d68; --page: #ffffff; --raised: #f4f5f7; --line: #d5d9df; --accent: #1f5f9e;
  --warning-line: #b45309; --warning: #fdf3e3; --mark: #e8f1fa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e8eaed; --quiet: #a3abb6; --page: #15181d; --raised: #1e2228; --line: #363c45; --accent: #7fb6ea;
    --warning-line: #f0a848; --warning: #2e2415; --mark: #1d2c3c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, "Segoe UI", Helvetica, Arial, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 0.6rem; padding-top: 0.4rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
p { margin: 0.6rem 0; max-width: 44rem; overflow-wrap: anywhere; white-space: pre-line; }
.subtitle { color: var(--quiet); margin-top: 0; }
a { color: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; margin: 0.8rem 0; list-style: none; }
.note { padding: 0.6rem 0.9rem; border-left: 4px solid var(--accent); background: var(--raised); }
.note.warning { border-color: var(--warning-line); background: var(--warning); }
.table, .chart, pre { overflow-x: auto; }
.table:focus-visible, .chart:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.93rem; margin: 0.6rem 0; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4rem; }
th, td { padding: 0.35rem 0.9rem 0.35rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom-width: 2px; }
tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.highlight > * { background: var(--mark); font-weight: 600; }
figure { margin: 1.2rem 0; }
figcaption { color: var(--quiet); font-size: 0.93rem; max-width: 44rem; margin-top: 0.3rem; }
.chart svg { display: block; max-width: 100%; height: auto; min-width: min(100%, 30rem); }
@media (max-width: 34rem) { .chart svg { min-width: 30rem; } main { padding: 1rem 0.9rem 2rem; } }
img { display: block; max-width: 100%; height: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.2rem; margin: 0.6rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dt { margin-top: 0.4rem; } }
pre { background: var(--raised); padding: 0.7rem 0.9rem; border-radius: 4px; font-size: 0.88rem; }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: 0.9rem; }
@media print { main { max-width: none; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } nav { display: none; } }`
