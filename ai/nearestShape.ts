/** The shape whose proportions are nearest to width : height, so that fitting the image crops the least. */
export function nearestShape<Shape extends { width: number; height: number }>(
  shapes: readonly Shape[],
  { width, height }: { width: number; height: number },
): Shape {
  // The logarithm makes "twice too wide" as far away as "twice too high".
  const distance = (shape: Shape) => Math.abs(Math.log((shape.width * height) / (shape.height * width)));
  return shapes.reduce((best, shape) => (distance(shape) < distance(best) ? shape : best));
}
