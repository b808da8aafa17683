/**
 * Makes a TIFF with one grey pixel, 122 bytes, for downloading and opening a raster result. It consists of a
 * little-endian header, a directory of nine entries sorted by tag, and the pixel.
 */
export function tinyTiff(): Uint8Array {
	const entries: readonly (readonly [tag: number, value: number])[] = [
		[256, 1], // width
		[257, 1], // height
		[258, 8], // bits a sample
		[259, 1], // no compression
		[262, 1], // black is zero
		[273, pixelOffset],
		[277, 1], // samples a pixel
		[278, 1], // rows a strip
		[279, 1], // bytes a strip
	];
	const bytes = new DataView(new ArrayBuffer(pixelOffset + 1));
	bytes.setUint16(0, 0x4949, true);
	bytes.setUint16(2, 42, true);
	bytes.setUint32(4, 8, true);
	bytes.setUint16(8, entries.length, true);
	entries.forEach(([tag, value], index) => {
		const at = 10 + index * 12;
		bytes.setUint16(at, tag, true);
		bytes.setUint16(at + 2, shortType, true);
		bytes.setUint32(at + 4, 1, true);
		bytes.setUint16(at + 8, value, true);
	});
	bytes.setUint8(pixelOffset, 128);
	return new Uint8Array(bytes.buffer);
}

const shortType = 3;
const pixelOffset = 8 + 2 + 9 * 12 + 4;
