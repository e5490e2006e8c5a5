/** What a site puts into its pages to have the widget. */
export const embedCode = (publicUrl: string, id: string): string =>
  `<script src="${publicUrl}/api/web-widget/static/widget.js" data-widget-id="${id}" async></script>`;
