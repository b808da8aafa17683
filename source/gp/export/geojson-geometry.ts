import type {Geometry as GeoJsonGeometry, MultiPolygon, Polygon, Position} from 'geojson';
import type {ToLonLat} from './lon-lat.ts';
import {doubleArea, ringGroups} from './ring-nesting.ts';
import {arcgisToGeoJSON} from './terraformer.ts';
import type {Geometry} from './wire-geometry.ts';

/**
 * Converts a geometry to RFC 7946: longitude and latitude, outer rings counterclockwise, and holes clockwise in the
 * polygon of their outer ring. `arcgisToGeoJSON` makes the structure. It receives only cleaned coordinates, because it
 * throws on an empty ring and keeps M. It receives no spatial reference, because it would write a warning to the
 * console, in the middle of the screen.
 */
export function toGeoJsonGeometry(geometry: Geometry, toLonLat: ToLonLat): GeoJsonGeometry {
	const project = (position: Position): Position => {
		const [x = 0, y = 0, z] = position;
		const [longitude, latitude] = toLonLat(x, y);
		return z === undefined ? [longitude, latitude] : [longitude, latitude, z];
	};
	const shape = shapeOf(geometry);
	switch (shape.type) {
		case 'Point':
			return {...shape, coordinates: project(shape.coordinates)};
		case 'MultiPoint':
		case 'LineString':
			return {...shape, coordinates: shape.coordinates.map(project)};
		case 'MultiLineString':
			return {...shape, coordinates: shape.coordinates.map(line => line.map(project))};
		case 'Polygon':
			return {...shape, coordinates: rightHanded(shape.coordinates.map(ring => ring.map(project)))};
		case 'MultiPolygon':
			return {
				...shape,
				coordinates: shape.coordinates.map(rings => rightHanded(rings.map(ring => ring.map(project)))),
			};
		case 'GeometryCollection':
			return shape;
	}
}

function shapeOf(geometry: Geometry): GeoJsonGeometry {
	switch (geometry.kind) {
		case 'point': {
			const [x, y, z] = geometry.position;
			return arcgisToGeoJSON({x, y, z});
		}
		case 'multipoint':
			return arcgisToGeoJSON({points: geometry.points});
		case 'polyline':
			return arcgisToGeoJSON({paths: geometry.paths});
		case 'polygon':
			return polygonOf(ringGroups(geometry.rings));
	}
}

type Rings = ReadonlyArray<readonly (readonly number[])[]>;

function polygonOf(groups: readonly Rings[]): Polygon | MultiPolygon {
	const polygons = groups.flatMap(polygonsOf);
	const [only] = polygons;
	return polygons.length === 1 && only
		? {type: 'Polygon', coordinates: only}
		: {type: 'MultiPolygon', coordinates: polygons};
}

/**
 * The largest number of pairs of edges that are compared to assign holes to outer rings. More would take longer than
 * half a second.
 */
const mostPairs = 50_000_000;

function polygonsOf(group: Rings): Position[][][] {
	const [outer = [], ...holes] = group;
	const pairs = outer.length * holes.reduce((sum, hole) => sum + hole.length, 0);
	if (pairs > mostPairs) return [group.map(ring => ring.map(position => [...position]))];
	const shape = arcgisToGeoJSON({rings: group});
	if (shape.type === 'MultiPolygon') return shape.coordinates;
	return shape.type === 'Polygon' ? [shape.coordinates] : [];
}

/** Corrects the direction of rings after projection, because rounding may reverse a ring that is nearly a line. */
function rightHanded(rings: Position[][]): Position[][] {
	return rings.map((ring, index) => {
		const area = doubleArea(ring);
		return (index === 0 ? area < 0 : area > 0) ? ring.toReversed() : ring;
	});
}
