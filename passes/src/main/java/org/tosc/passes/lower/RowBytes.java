package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Where the left rows of a product lie as [ByteRows], for its tiles to read.
///
/// Each part has its own, and writes all of them for itself: that takes a microsecond a row, as
/// long as handing on what another part wrote.
///
/// @param wide the lists of wide blocks; null where there are none
record RowBytes(
    Contraction product,
    ByteRows left,
    Value bytes,
    Value excess,
    Value scales,
    @Nullable Value wide) {
  /// Memory for all rows of a batch.
  static RowBytes of(Contraction product, ByteRows left, Parts parts) {
    long rows = product.rows().extent();
    return new RowBytes(
        product,
        left,
        parts.own(rows * left.units(), left.unit()),
        parts.own(rows * left.excesses(), Scalar.I32),
        parts.own(rows * left.scales()),
        left.wide() > 0 ? parts.own(rows * listed(left), Scalar.I32) : null);
  }

  /// Elements of a row's list of wide blocks, which begins with their number.
  static long listed(ByteRows left) {
    return 1 + left.wide();
  }

  /// Writes the rows of a batch.
  void write(Parts parts, Batch batch) {
    parts.writer().loop(product.rows().extent(), i -> row(parts, batch, i));
  }

  private void row(Parts parts, Batch batch, Value i) {
    Writer w = parts.writer();
    List<Value> arguments = new ArrayList<>();
    arguments.add(parts.buffer(product.a().buffer()));
    arguments.add(w.moved(batch.left(), i, product.rows().a()));
    place(w, arguments, parts.here(bytes), i, left.units());
    place(w, arguments, parts.here(excess), i, left.excesses());
    place(w, arguments, parts.here(scales), i, left.scales());
    if (wide != null) {
      place(w, arguments, parts.here(wide), i, listed(left));
    }
    w.call(parts.part(left.name(), left::write), arguments);
  }

  private static void place(Writer w, List<Value> arguments, Value buffer, Value i, long each) {
    arguments.add(buffer);
    arguments.add(w.times(i, each));
  }
}
