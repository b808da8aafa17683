/**
 * A page as the Services Directory answers requests without `f`, so that clients meet HTML where they expect JSON.
 *
 * @param body of the resource; only its plain values are shown, so `progress` is not, as the documentation says
 */
export function htmlPage(title: string, body: object): string {
	const rows = Object.entries(body)
		.filter(([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		.map(([name, value]) => `<b>${escaped(name)}:</b> ${escaped(String(value))}<br/>`);
	return [
		'<!DOCTYPE html>',
		'<html lang="en">',
		`<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
		'<body>',
		'<table class="navTable"><tr><td class="breadcrumbs">ArcGIS REST Services Directory</td></tr></table>',
		`<h2>${escaped(title)}</h2>`,
		...rows,
		'<b>Supported Interfaces:</b> <a href="?f=pjson">REST</a>',
		'</body>',
		'</html>',
		'',
	].join('\n');
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0)};`);
}
