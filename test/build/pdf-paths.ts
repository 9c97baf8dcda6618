import { mustBe } from './must-be.ts';

/** A point of a page, in the units that the operators are in. */
export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/** One path that was painted: its corners, ends and control points, and how. */
export interface PaintedPath {
  readonly how: 'f' | 'S';
  readonly points: readonly PagePoint[];
  readonly operators: string;
  /** Width of a stroke, before it is scaled. */
  readonly stroke: number;
  /** a b c d e f, of all `cm` in force. */
  readonly matrix: readonly number[];
}

type Matrix = readonly [number, number, number, number, number, number];

/** What is done first, then what was in force. @see ISO 32000-1 section 8.3.4 */
function multiply(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [p, q, r, s, t, u] = then;
  return [
    ...[a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s],
    ...[e * p + f * r + t, e * q + f * s + u],
  ] as unknown as Matrix;
}

/** Where a point lies once it was moved, turned and scaled. */
function transform(matrix: readonly number[], { x, y }: PagePoint): PagePoint {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** Paper that remembers only paths. */
class Paper {
  readonly painted: PaintedPath[] = [];
  readonly #kept: Matrix[] = [];
  #matrix: Matrix = [1, 0, 0, 1, 0, 0];
  #stroke = 1;
  #points: PagePoint[] = [];
  #path = '';

  readonly #does: Readonly<Record<string, (operands: readonly number[]) => void>> = {
    cm: (operands) => {
      this.#matrix = multiply(operands as unknown as Matrix, this.#matrix);
    },
    q: () => {
      this.#kept.push(this.#matrix);
    },
    Q: () => {
      this.#matrix = mustBe(this.#kept.pop());
    },
    w: ([width]) => {
      this.#stroke = mustBe(width);
    },
    rg: () => undefined,
    RG: () => undefined,
    re: ([x = 0, y = 0, width = 0, height = 0]) => this.#build('re', [x, y, x + width, y + height]),
    m: (operands) => this.#build('m', operands),
    l: (operands) => this.#build('l', operands),
    c: (operands) => this.#build('c', operands),
    h: (operands) => this.#build('h', operands),
    f: () => this.#paint('f'),
    S: () => this.#paint('S'),
  };

  draw(operator: string, operands: readonly number[]): void {
    mustBe(this.#does[operator])(operands);
  }

  get isOpen(): boolean {
    return this.#kept.length > 0 || this.#points.length > 0;
  }

  #build(operator: string, numbers: readonly number[]): void {
    this.#path += operator;
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const point = { x: mustBe(numbers[at]), y: mustBe(numbers[at + 1]) };
      this.#points.push(transform(this.#matrix, point));
    }
  }

  #paint(how: 'f' | 'S'): void {
    const [points, stroke, matrix] = [this.#points, this.#stroke, this.#matrix];
    this.painted.push({ how, points, stroke, matrix, operators: this.#path });
    [this.#points, this.#path] = [[], ''];
  }
}

/** Draws what operators of a page say. @see ISO 32000-1 section 8.5 */
export function paintPaths(operators: string): readonly PaintedPath[] {
  const paper = new Paper();
  let operands: number[] = [];
  for (const word of operators.split(/\s+/)) {
    if (/^-?\d+(?:\.\d+)?$/.test(word)) {
      operands.push(Number(word));
    } else {
      paper.draw(word, operands);
      operands = [];
    }
  }
  if (paper.isOpen) throw new Error('a path or a state was left open');
  return paper.painted;
}
