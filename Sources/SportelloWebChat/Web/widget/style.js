// The panel's look, as constructed sheets: no <style> for the host page's CSP to forbid.

const LIGHT = `
--bg:#fff;--soft:#f3f6f5;--ink:#18211f;--dim:#56635f;--line:#dbe3e0;--accent:var(--sportello-accent,#0b655f);
--on:var(--sportello-on-accent,#fff);--mine:var(--sportello-accent,#0b655f);--mine-ink:var(--sportello-on-accent,#fff);
--link:#0a5c8a;--warn:#fff3d1;--warn-ink:#573f00;--bad:#a8241c;--field:#84918d;color-scheme:light;`;
const DARK = `
--bg:#151b1b;--soft:#1f2727;--ink:#e6edeb;--dim:#a2b0ac;--line:#344040;--accent:var(--sportello-accent-dark,#7fd3c8);
--on:var(--sportello-on-accent-dark,#06211e);--mine:#1b524d;--mine-ink:#effffc;
--link:#8cc8f0;--warn:#3a3013;--warn-ink:#f6e0a3;--bad:#ff9d92;--field:#798783;color-scheme:dark;`;

const CSS = `
.panel{all:unset;position:fixed;box-sizing:border-box;display:flex;flex-direction:column;inset-block-end:92px;
inset-inline-end:max(20px,env(safe-area-inset-right));inline-size:392px;block-size:min(680px,calc(100dvh - 112px));
background:var(--bg);color:var(--ink);border:1px solid var(--line);border-radius:18px;overflow:hidden;
font:400 16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
box-shadow:0 2px 6px #0000000f,0 24px 60px -16px #0006;animation:rise .22s cubic-bezier(.2,.8,.3,1);text-align:start}
:host([data-position=start]) .panel{inset-inline:20px auto}
.panel{${LIGHT}}
.panel[data-theme=dark]{${DARK}}
@media(prefers-color-scheme:dark){.panel[data-theme=auto]{${DARK}}}
.panel.full{inset:var(--top,0) 0 auto;inline-size:100%;block-size:var(--height,100dvh);border:0;border-radius:0}
@keyframes rise{from{transform:translateY(12px);opacity:0}}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h2,h3,p,ul,fieldset,legend{margin:0;padding:0;border:0}
ul{list-style:none}
.panel button,.panel input,.panel textarea,.panel select{font:inherit;color:inherit;letter-spacing:inherit}
button{cursor:pointer;background:none;border:0;padding:0;text-align:start}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.scroll:focus-visible{outline-offset:-3px}
h2:focus{outline:none}
header{display:flex;align-items:center;gap:4px;padding:10px 12px 10px 18px;padding-inline:18px 10px;min-block-size:68px;
border-block-end:1px solid var(--line)}
.i-more{stroke-width:3}
header:has(>.icon:first-child:not([hidden])){padding-inline-start:8px}
.heading{flex:1;min-inline-size:0}
h2{font-size:17px;font-weight:650;line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere;display:-webkit-box;
-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
h3{font-size:16px;font-weight:650}
.subtitle{display:flex;flex-wrap:wrap;align-items:center;column-gap:10px;font-size:14px;color:var(--dim)}
.subtitle .number{display:inline-flex;align-items:center;gap:4px;min-block-size:26px;color:var(--dim);
font-variant-numeric:tabular-nums}
.subtitle .number svg{inline-size:15px;block-size:15px}
.subtitle .number:hover{color:var(--ink)}
.subtitle .number.done{color:var(--accent)}
.icon{flex:none;display:grid;place-items:center;inline-size:44px;block-size:44px;border-radius:12px;color:var(--dim)}
.icon:hover{background:var(--soft);color:var(--ink)}
.icon.tiny{inline-size:28px;block-size:28px;border-radius:8px}
.icon.tiny svg{inline-size:15px;block-size:15px}
[dir=rtl] .i-back,[dir=rtl] .i-send{transform:scaleX(-1)}
.tools{position:relative}
.menu{position:absolute;inset-block-start:calc(100% + 4px);inset-inline-end:0;z-index:5;inline-size:260px;padding:6px;
background:var(--bg);border:1px solid var(--line);border-radius:14px;box-shadow:0 16px 40px -12px #0007}
.menu button{display:block;inline-size:100%;min-block-size:44px;padding:9px 12px;border-radius:9px}
.menu button:hover,.menu button:focus-visible{background:var(--soft)}
.banner{display:flex;gap:12px;align-items:center;justify-content:space-between;padding:9px 18px;font-size:14px;line-height:1.4;
background:var(--warn);color:var(--warn-ink)}
.body{flex:1;min-block-size:0;display:flex;flex-direction:column}
.body>*{flex:1;min-block-size:0}
.scroll{overflow-y:auto;overscroll-behavior:contain;scrollbar-width:thin;scrollbar-color:var(--line) transparent}
.dim{color:var(--dim)}
.small{font-size:13px}
.row{display:flex;align-items:center;gap:10px;flex-wrap:wrap}
.clip{min-inline-size:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.wait{display:grid;place-items:center}
.wait::after{content:"";inline-size:26px;block-size:26px;border-radius:50%;border:3px solid var(--line);border-block-start-color:var(--accent);
animation:turn 1s linear infinite}
@keyframes turn{to{rotate:1turn}}
.panel .primary{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-block-size:46px;padding:9px 20px;
border-radius:12px;background:var(--accent);color:var(--on);font-weight:600;text-align:center}
.primary:hover{filter:brightness(1.08)}
.primary:disabled,[aria-disabled=true]{opacity:.55;cursor:default}
.panel .danger{background:#a8241c;color:#fff}
.link{display:inline-block;min-block-size:28px;padding-inline:4px;text-decoration:underline;text-underline-offset:3px;font-weight:550}
.panel a{color:var(--link);text-underline-offset:2px}
textarea{resize:vertical}
.panel .ghost{display:inline-flex;flex-wrap:wrap;align-items:center;justify-content:center;column-gap:8px;min-block-size:46px;
padding:8px 18px;border:1px solid var(--field);border-radius:12px;font-weight:550}
.ghost:hover{background:var(--soft)}
input:not([type=radio],[type=checkbox]),textarea,select{inline-size:100%;min-block-size:46px;padding:10px 12px;border:1px solid var(--field);
border-radius:12px;background:var(--bg);font-size:16px}
select{appearance:auto}
input:focus,textarea:focus,select:focus{outline:2px solid var(--accent);outline-offset:0;border-color:transparent}
::placeholder{color:var(--dim);opacity:1}
.problem{color:var(--bad);font-size:14px}
.talk{position:relative;display:flex;flex-direction:column}
.talk>*{flex:none}
.talk>.log{flex:1;min-block-size:90px;padding:14px 16px 10px;display:flex;flex-direction:column}
.items{display:flex;flex-direction:column;margin-block-start:auto}
.older{align-self:center;margin-block-end:8px}
.day{display:flex;justify-content:center;margin:14px 0 6px;font-size:13px;color:var(--dim)}
.happened{margin:8px 12px;font-size:13.5px;line-height:1.45;color:var(--dim);text-align:center}
.message{display:flex;flex-direction:column;align-items:flex-start;max-inline-size:86%;margin-block-start:12px}
.message.follows{margin-block-start:3px}
.message.follows .author{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.mine{align-self:flex-end;align-items:flex-end}
.author{display:flex;gap:8px;margin:0 4px 3px;font-size:13px;color:var(--dim)}
.author time{font-variant-numeric:tabular-nums}
.bubble{padding:9px 14px;border-radius:18px;border-end-start-radius:5px;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;max-inline-size:100%}
.mine .bubble{background:var(--mine);color:var(--mine-ink);border-end-start-radius:18px;border-end-end-radius:5px}
.panel .mine .bubble a{color:inherit}
.message.system .bubble{background:none;border:1px solid var(--line)}
.bubble .number{font-variant-numeric:tabular-nums;font-weight:600}
.removed{font-style:italic;color:var(--dim)}
.mine .removed{background:var(--soft);color:var(--dim)}
.waiting .bubble,.sending .bubble{opacity:.82}
.failed .bubble{background:none;color:var(--ink);border:1.5px solid var(--bad)}
.delivery{display:flex;align-items:center;flex-wrap:wrap;justify-content:flex-end;gap:4px;margin:3px 4px 0;font-size:13px;color:var(--dim)}
.delivery svg{inline-size:15px;block-size:15px}
.failed .delivery{color:var(--bad)}
.attachment{display:inline-flex;align-items:center;gap:8px;max-inline-size:100%;min-block-size:44px;margin-block-start:4px;padding:6px 12px;border:1px solid var(--line);
border-radius:12px;font-size:15px}
.attachment svg{flex:none}
.queue,.typing{padding:4px 18px 8px;font-size:14px;color:var(--dim)}
.queue{padding-block:9px;background:var(--soft);color:var(--ink)}
.after{display:flex;flex-wrap:wrap;gap:12px;align-items:center;justify-content:space-between;padding:10px 16px;border-block-start:1px solid var(--line)}
.composer{padding:10px 10px max(10px,env(safe-area-inset-bottom));border-block-start:1px solid var(--line)}
.composer .row{gap:4px;align-items:flex-end;flex-wrap:nowrap}
.composer textarea{flex:1;min-inline-size:0;min-block-size:46px;max-block-size:140px;padding:10px 14px;resize:none;border-radius:23px;line-height:1.45}
.panel .send{color:var(--accent)}
.composer .problem{padding:0 8px 8px}
@media(prefers-reduced-motion:reduce){.panel,.wait::after{animation:none}}
@media(forced-colors:active){.panel,.bubble,.primary{border:1px solid CanvasText}}
`;

export const base = CSS;

/** Adds rules to a shadow root once. */
export function adopt(root, rules) {
  const known = (root.sportelloRules ??= new Set());
  if (known.has(rules)) return;
  known.add(rules);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
