import { startWidget } from './startWidget.ts';

/** The script that a site loads: `<script src="…/widget.js" data-widget-id="…" async></script>`. */
const script = document.currentScript;
if (script instanceof HTMLScriptElement) void startWidget(script);
