/** How the sandbox's pages look: light or dark as the reader's system is, one column on a phone. */
export const style = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --ink: #1b2130; --soft: #5d6678; --edge: #dfe3ea; --fill: #eef1f5; --accent: #2f5fd0;
  --good: #17703c; --goodFill: #e0f4e7; --bad: #a3271f; --badFill: #fbe6e4; --wait: #835800; --waitFill: #fbf0d4; }
@media (prefers-color-scheme: dark) { :root {
  --page: #10141c; --card: #181e29; --ink: #e7eaf0; --soft: #9aa5b8; --edge: #2b3444; --fill: #232b39; --accent: #8db1ff;
  --good: #7fdca2; --goodFill: #17352a; --bad: #ff9f97; --badFill: #42201f; --wait: #f3c969; --waitFill: #3c3016; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; }
a { color: var(--accent); }
code { white-space: nowrap; background: var(--fill); border-radius: 5px; padding: .1em .4em; font-size: .9em; }
.soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; overflow: hidden; }
.empty { padding: 1rem 1.1rem; color: var(--soft); margin: 0; }
.row { display: flex; gap: .25rem 1rem; padding: .65rem 1.1rem; align-items: baseline; flex-wrap: wrap; }
.row + .row { border-top: 1px solid var(--edge); }
.row .main { flex: 1 1 16rem; min-width: 0; }
.row .first { flex: 0 0 13rem; }
.row code { white-space: normal; }
.row .word { flex: 0 0 6.5rem; }
p + .card { margin-top: .75rem; }
a.row { color: inherit; text-decoration: none; } a.row:hover, a.row:focus-visible { background: var(--fill); }
a.row .main { color: var(--accent); font-weight: 600; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.call .picture { display: grid; place-items: center; height: 10rem; background: var(--fill); color: var(--soft); }
.call img { width: 100%; height: 10rem; object-fit: cover; display: block; }
.call .said { padding: .7rem .9rem .8rem; }
.call .prompt { margin: 0 0 .5rem; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.call .facts { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center; font-size: .85rem; color: var(--soft); }
.mark { border-radius: 99px; padding: .05rem .6rem; font-weight: 600; font-size: .8rem; white-space: nowrap; }
.answered { color: var(--good); background: var(--goodFill); }
.refused, .dropped { color: var(--bad); background: var(--badFill); }
.received, .left { color: var(--wait); background: var(--waitFill); }
@media (max-width: 36rem) {
  .call { display: grid; grid-template-columns: 7rem 1fr; }
  .call .picture, .call img { height: 100%; min-height: 8rem; } .call img { width: 7rem; position: absolute; }
  .call .picture { position: relative; } }
form { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem; align-items: end; }
label { display: grid; gap: .15rem; font-size: .85rem; color: var(--soft); }
input, select, button { font: inherit; font-size: 15px; color: var(--ink); background: var(--card);
  border: 1px solid var(--edge); border-radius: 8px; padding: .45rem .7rem; max-width: 100%; }
input[type=number] { width: 5.5rem; }
button { cursor: pointer; background: var(--fill); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.feed { display: grid; gap: 1.25rem; max-width: 34rem; margin-top: 1rem; }
.post:target { outline: 2px solid var(--accent); }
.post img, .post video { display: block; width: 100%; max-height: 40rem; object-fit: contain; background: var(--fill); }
.post .said { padding: .8rem 1.1rem 1rem; } .post h2 { margin: 0 0 .4rem; }
.post .caption { white-space: pre-wrap; }
.post .comment { border-top: 1px solid var(--edge); padding-top: .4rem; margin-top: .4rem; } .post .answer { margin-left: 1.5rem; }
.back { margin-bottom: 1rem; }
.wide { flex: 1 1 18rem; }
iframe.chat { height: 26rem; background: none; }
.messages { display: flex; flex-direction: column-reverse; gap: .5rem; position: fixed; inset: 0; overflow-y: auto; padding: 1rem; }
.bubble { margin: 0; max-width: 80%; padding: .5rem .8rem; border-radius: 12px; background: var(--fill); white-space: pre-wrap; }
.bubble.in { align-self: flex-end; background: var(--goodFill); } .bubble.out { align-self: flex-start; }
.bubble img { display: block; max-width: 100%; border-radius: 8px; margin-top: .3rem; }
.bubble .soft { display: block; font-size: .75rem; }
iframe { display: block; width: 100%; height: 46rem; border: 0; background: #fff; }
pre { white-space: pre-wrap; margin: 0; padding: 1rem 1.1rem; font: 13px/1.55 ui-monospace, monospace; }
summary { cursor: pointer; padding: .65rem 1.1rem; font-weight: 600; }
`;
