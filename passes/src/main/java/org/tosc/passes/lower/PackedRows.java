package org.tosc.passes.lower;

import java.util.List;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Rows that lie in blocks of `q8_0` themselves: their integers, in the order of the weights'
/// bytes, and their scales. Sums of the products of a block's integers are exact, so an inner
/// product has no errors but those of turning each sum into `f32`, of multiplying both scales, and
/// of adding it up.
record PackedRows(ByteGroups groups) implements ByteRows {
  @Override
  public Scalar held() {
    return Scalar.Q8_0;
  }

  @Override
  public Scalar unit() {
    return Scalar.I32;
  }

  @Override
  public List<List<Integer>> chains() {
    return List.of(List.of(0));
  }

  @Override
  public long wide() {
    return 0;
  }

  @Override
  public String name() {
    return "packed%s.t%d".formatted(Writer.suffix(groups.weights()), groups.all());
  }

  @Override
  public Function write(Writer w) {
    Value x = w.buffer(held());
    Value from = w.position();
    Value bytes = w.buffer(unit());
    Value bytesAt = w.position();
    Value excess = w.buffer(Scalar.I32);
    Value excessAt = w.position();
    Value scales = w.buffer();
    Value scalesAt = w.position();
    int piece = groups.block() / groups.halves();
    w.loop(
        groups.count(),
        g -> {
          Value first = w.moved(from, g, groups.group());
          Value to = w.moved(bytesAt, g, unitsOfGroup());
          for (int half = 0; half < groups.halves(); half++) {
            Value integers = w.bytes(x, first, (long) half * piece, piece);
            w.store(bytes, integers, w.plus(to, place(0, half)), null);
          }
          Value scale = w.scales(x, first, piece);
          w.store(scales, scale, w.moved(scalesAt, g, groups.lanes()), null);
          excess(w, bytes, to, excess, w.moved(excessAt, g, groups.lanes()));
        });
    return w.finish(Parts.sample(List.of(0L, 0L, 0L, 0L)));
  }
}
