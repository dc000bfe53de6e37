export const style = `
:root { color-scheme: light dark; --ground: #f6f5f2; --card: #fff; --ink: #1d2327; --soft: #5a646b; --line: #d9d7d0; --accent: #14655c; --on-accent: #fff; --warm: #fbf3dc; --bad: #a3271c }
@media (prefers-color-scheme: dark) { :root { --ground: #14181a; --card: #1c2225; --ink: #e8eaea; --soft: #a3adb2; --line: #343c40; --accent: #5cc2b3; --on-accent: #0c1f1c; --warm: #2d2716; --bad: #ff9b8f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 30rem; margin: 0 auto; padding: clamp(1.5rem, 8vh, 5rem) 1.25rem }
.brand { margin: 0; color: var(--accent); font-weight: 650; letter-spacing: .01em }
h1 { margin: .1rem 0 1rem; font-size: 1.7rem; line-height: 1.2 }
h2 { margin: 2rem 0 .6rem; font-size: 1rem; font-weight: 600 }
a { color: var(--accent) }
.note { margin: 0; padding: .7rem .9rem; border-radius: .5rem; background: var(--warm); font-size: .92rem }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
button { font: inherit; font-weight: 600; padding: .6rem 1.1rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent); cursor: pointer }
button.quiet { background: none; color: var(--ink); border-color: var(--line) }
button.person { width: 100%; display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between; text-align: left; font-weight: 400; background: var(--card); color: var(--ink); border-color: var(--line) }
button.person span { color: var(--soft); overflow-wrap: anywhere }
button.person:hover, button.person.hinted { border-color: var(--accent) }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.new { display: grid; gap: .9rem; padding: 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
.new.hinted { border-color: var(--accent) }
label { display: grid; gap: .25rem; font-size: .92rem }
label.check { display: flex; gap: .5rem; align-items: center }
input:not([type=checkbox]) { font: inherit; padding: .5rem .6rem; width: 100%; border: 1px solid var(--line); border-radius: .4rem; background: var(--ground); color: inherit }
.fault { margin: 0; color: var(--bad) }
.row { display: flex; flex-wrap: wrap; gap: .75rem }
`
