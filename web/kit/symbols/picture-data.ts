/** The picture's pixels. */
export function toImageData(picture: ImageBitmap | ImageData): ImageData {
  if ('data' in picture) return picture;
  const { width, height } = picture;
  const surface = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (surface === null) throw new Error('no surface to draw on');
  surface.drawImage(picture, 0, 0);
  return surface.getImageData(0, 0, width, height);
}
