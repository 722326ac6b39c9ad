/**
 * Rows of numbers, lent to whoever looks at one module and taken back before the next: to make rows anew for each of a
 * thousand files costs more than what is written into them.
 */
export class NumberRoom {
  private readonly rows: Int32Array[] = [];
  private lent = 0;

  /** A row whose first `size` numbers are `fill`; it is the caller's until `clear`. */
  row(size: number, fill: number): Int32Array {
    const index = this.lent++;
    let row = this.rows[index];
    if (row === undefined || row.length < size) row = this.rows[index] = new Int32Array(Math.max(size, 1024));
    return row.fill(fill, 0, size);
  }

  /** Takes back all rows: what was made of them must not be asked any more. */
  clear(): void {
    this.lent = 0;
  }
}
