import {createRequire} from 'node:module';

/** The definition of a spatial reference. */
type ReferenceDefinition = {
	readonly wkt: string;
	/** The code of the geographic reference that it is based on. */
	readonly geographic: number;
};

/** The definitions of the spatial references of EPSG and of Esri, by their codes. */
export type ReferenceDefinitions = ReadonlyMap<number, ReferenceDefinition>;

type Listed = {readonly wkid: number; readonly latestWkid?: number; readonly gcsWkid?: number; readonly wkt: string};

let definitions: ReferenceDefinitions | undefined;

/**
 * Loads the definitions that Esri publishes (`@esri/proj-codes`). The build replaces this file by a compressed copy
 * of them, because the lists in the package have 15 MB.
 */
export async function loadDefinitions(): Promise<ReferenceDefinitions> {
	definitions ??= new Map(
		listed().flatMap(one =>
			codesOf(one).map((code): [number, ReferenceDefinition] => [
				code,
				{wkt: one.wkt, geographic: one.gcsWkid ?? one.latestWkid ?? one.wkid},
			]),
		),
	);
	return definitions;
}

function listed(): readonly Listed[] {
	const require = createRequire(import.meta.url);
	return [
		...require('@esri/proj-codes/pe_list_projcs.json').ProjectedCoordinateSystems,
		...require('@esri/proj-codes/pe_list_geogcs.json').GeographicCoordinateSystems,
	];
}

function codesOf({wkid, latestWkid}: Listed): readonly number[] {
	return latestWkid === undefined || latestWkid === wkid ? [wkid] : [wkid, latestWkid];
}
