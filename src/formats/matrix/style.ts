/** The style of the page: light and dark as the reader's system says, with contrasts of at least 4.5 to 1. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #57606a; --line: #d0d7de; --head: #f6f8fa; --accent: #0550ae;
  --flows: #d3f5dc; --on-flows: #0a3d1a; --silent: #eaeef2; --on-silent: #424a53; --unknown: #fff3bf; --on-unknown: #533f03;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9da7b3; --line: #3d444d; --head: #161b22; --accent: #79b8ff;
    --flows: #14381f; --on-flows: #aff5b4; --silent: #262c36; --on-silent: #c3ccd6; --unknown: #40320a; --on-unknown: #f7e0a0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 90rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 2rem 0 .25rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; max-width: 60rem; overflow-wrap: anywhere; }
bdi { white-space: pre-wrap; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.mistakes { border: 1px solid var(--line); border-left: .3rem solid var(--on-unknown); border-radius: .4rem; padding: .75rem 1rem; margin: 1rem 0; background: var(--unknown); color: var(--on-unknown); }
.mistakes ul { margin: .25rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.scroll { overflow: auto; max-width: 100%; width: fit-content; max-height: 85vh; border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; }
:focus-visible { outline: .2rem solid var(--accent); outline-offset: .1rem; }
table { border-collapse: separate; border-spacing: 0; font-size: .9rem; }
caption { text-align: left; padding: .5rem .75rem; color: var(--quiet); background: var(--head); }
th, td { padding: .35rem .7rem; text-align: left; vertical-align: middle; border-top: 1px solid var(--line); border-left: 1px solid var(--line); background: var(--page); }
tr > :first-child { border-left: 0; }
th { background: var(--head); font-weight: 600; min-width: 3rem; max-width: 18rem; }
thead th { position: sticky; top: 0; z-index: 1; vertical-align: bottom; }
tbody th, thead th:first-child { position: sticky; left: 0; z-index: 1; max-width: min(18rem, 40vw); }
thead th:first-child { z-index: 2; }
th > span { display: block; max-height: 12rem; overflow: hidden; }
.many thead th:not(:first-child) { padding: .5rem .2rem; min-width: 2.4rem; }
.many thead th:not(:first-child) > span { writing-mode: vertical-rl; transform: rotate(180deg); margin: 0 auto; max-height: 14rem; max-width: 2.6rem; text-overflow: ellipsis; }
.many thead th bdi { white-space: pre; }
.many td { text-align: center; padding: .2rem .35rem; }
.signs { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.many td b { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.many td { position: relative; }
.many .none::before { content: "-"; content: "-" / ""; }
.flows, .yes { background: var(--flows); color: var(--on-flows); }
.silent { background: var(--silent); color: var(--on-silent); }
.unknown { background: var(--unknown); color: var(--on-unknown); }
.none, .no { color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .5rem 0; list-style: none; font-size: .9rem; color: var(--quiet); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; }
summary { padding: .5rem .75rem; cursor: pointer; background: var(--head); border-radius: .4rem; overflow-wrap: anywhere; }
summary bdi { font-weight: 600; }
dl { display: grid; grid-template-columns: fit-content(18rem) 1fr; gap: .35rem 1.25rem; margin: 0; padding: .75rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dd p { margin: 0; }
dd ul { margin: 0; padding-left: 1.2rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { .scroll { max-height: none; overflow: visible; } }
`;
