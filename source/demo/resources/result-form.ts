import {type Feature, type FeatureSet, isFeatureSet, mapPositions} from '../tasks/feature-set.ts';
import {demoReference, projected, wireReferences} from '../tasks/spatial-reference.ts';

/** How a client asks for the features of a result ("GP result", request parameters). */
export type ResultForm = {
	readonly outSR: string | undefined;
	readonly returnZ: boolean;
	readonly returnM: boolean;
	readonly returnFeatureCollection: boolean;
};

/**
 * Reads the form from the parameters of a request.
 *
 * @param usualOutSR the `outSR` of the submission, for a request without one
 */
export function resultForm(parameters: URLSearchParams, usualOutSR: string | undefined): ResultForm {
	const isTrue = (name: string) => parameters.get(name)?.toLowerCase() === 'true';
	// GeoJSON is in degrees and has no m (RFC 7946 §3.1.1, §4).
	if (parameters.get('f') === 'geojson') {
		return {outSR: '4326', returnZ: isTrue('returnZ'), returnM: false, returnFeatureCollection: false};
	}
	return {
		outSR: parameters.get('outSR') || usualOutSR,
		returnZ: isTrue('returnZ'),
		returnM: isTrue('returnM'),
		returnFeatureCollection: isTrue('returnFeatureCollection'),
	};
}

/**
 * Puts the features of a result into the form that the client asked for. Without `returnZ` and `returnM` they have
 * neither z nor m, as documented.
 *
 * @returns any other value as it is; `undefined` if the server cannot compute the spatial reference
 */
export function formed(name: string, value: unknown, form: ResultForm): unknown {
	if (!isFeatureSet(value)) return value;
	const flat = withoutHeights(value, form);
	const set = form.outSR === undefined ? flat : reprojected(flat, form.outSR);
	if (set === undefined || !form.returnFeatureCollection) return set;
	const {fields, ...featureSet} = set;
	const {geometryType} = set;
	const layerDefinition = {name, type: 'Feature Layer', geometryType, objectIdField: 'OBJECTID', fields};
	return {layerDefinition, featureSet};
}

function withoutHeights(set: FeatureSet, {returnZ, returnM}: ResultForm): FeatureSet {
	const {hasZ = false, hasM = false, ...plain} = set;
	if (!hasZ && !hasM) return plain;
	const kept = {...(hasZ && returnZ ? {hasZ} : {}), ...(hasM && returnM ? {hasM} : {})};
	const features = mapPositions(set.features, ([x, y, ...more]) => [
		x,
		y,
		...(kept.hasZ ? more.slice(0, 1) : []),
		...(kept.hasM ? more.slice(hasZ ? 1 : 0) : []),
	]);
	return {...plain, ...kept, features};
}

function reprojected(set: FeatureSet, outSR: string): FeatureSet | undefined {
	const from = demoReference(set.spatialReference);
	const to = demoReference(outSR);
	if (from === undefined || to === undefined) return undefined;
	const features: readonly Feature[] = mapPositions(set.features, position => projected(position, from, to));
	return {...set, spatialReference: wireReferences[to], features};
}
