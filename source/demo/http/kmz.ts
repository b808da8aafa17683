import {strToU8, zipSync} from 'fflate';
import {type FeatureSet, isFeatureSet} from '../tasks/feature-set.ts';
import {type DemoPosition, demoReference, projected} from '../tasks/spatial-reference.ts';

/**
 * Makes the KMZ of a resource, as the server sends it: a zip archive with one `doc.kml` (OGC KML 2.3, 07-147r2). The
 * features of a result become placemarks; any other resource has only a name and a description.
 */
export function kmz(title: string, body: object): Uint8Array {
	const value: unknown = 'value' in body ? body.value : undefined;
	const features = isFeatureSet(value) ? value.features : [];
	const from = demoReference(isFeatureSet(value) ? value.spatialReference : undefined) ?? 'degrees';
	const toDegrees = (place: DemoPosition) => projected(place, from, 'degrees');
	const marks = features.map(({geometry}, index) => placemark(index + 1, geometry, toDegrees));
	const status = 'jobStatus' in body ? `<description>${escaped(String(body.jobStatus))}</description>` : '';
	const kml = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escaped(title)}</name>${status}${marks.join('')}</Document></kml>
`;
	return zipSync({'doc.kml': strToU8(kml)}, {level: 1});
}

function placemark(
	name: number,
	geometry: FeatureSet['features'][number]['geometry'],
	to: (place: DemoPosition) => DemoPosition,
) {
	const coordinates = (places: readonly DemoPosition[]) =>
		`<coordinates>${places.map(place => to(place).slice(0, 2).join()).join(' ')}</coordinates>`;
	const rings = geometry && 'rings' in geometry ? geometry.rings : [];
	const paths = geometry && 'paths' in geometry ? geometry.paths : [];
	const points: readonly DemoPosition[] = geometry && 'x' in geometry ? [[geometry.x, geometry.y]] : [];
	const drawn = [
		...rings.map(
			ring => `<Polygon><outerBoundaryIs><LinearRing>${coordinates(ring)}</LinearRing></outerBoundaryIs></Polygon>`,
		),
		...paths.map(path => `<LineString>${coordinates(path)}</LineString>`),
		...points.map(point => `<Point>${coordinates([point])}</Point>`),
	];
	return `<Placemark><name>${name}</name><MultiGeometry>${drawn.join('')}</MultiGeometry></Placemark>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
