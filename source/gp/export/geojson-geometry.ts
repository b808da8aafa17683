import type {Geometry as GeoJsonGeometry, MultiPolygon, Polygon, Position} from 'geojson';
import type {ToLonLat} from './lon-lat.ts';
import {doubleArea, ringGroups} from './ring-nesting.ts';
import {arcgisToGeoJSON} from './terraformer.ts';
import type {Geometry} from './wire-geometry.ts';

/**
 * A geometry as RFC 7946 wants it: in longitude and latitude, outer rings counterclockwise, holes clockwise and in the
 * polygon that they are holes of.
 *
 * `arcgisToGeoJSON` makes the shapes. It gets clean coordinates only: it throws on an empty ring, keeps M, and writes to
 * the console, in the middle of the screen, where a geometry names its spatial reference.
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

/** Pairs of edges up to which holes are compared with outer rings; more would take longer than half a second. */
const mostPairs = 50_000_000;

function polygonsOf(group: Rings): Position[][][] {
	const [outer = [], ...holes] = group;
	const pairs = outer.length * holes.reduce((sum, hole) => sum + hole.length, 0);
	if (pairs > mostPairs) return [group.map(ring => ring.map(position => [...position]))];
	const shape = arcgisToGeoJSON({rings: group});
	if (shape.type === 'MultiPolygon') return shape.coordinates;
	return shape.type === 'Polygon' ? [shape.coordinates] : [];
}

/** Rings turned the right way round after projection: rounding may turn over a ring that is nearly a line. */
function rightHanded(rings: Position[][]): Position[][] {
	return rings.map((ring, index) => {
		const area = doubleArea(ring);
		return (index === 0 ? area < 0 : area > 0) ? ring.toReversed() : ring;
	});
}
