package org.tosc.rt.tensor.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Slice;
import org.tosc.rt.tensor.Strided;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Data movement: elements go elsewhere unchanged.
public final class Layout {
  private Layout() {}

  public static Map<String, Kernel> table() {
    return Map.ofEntries(
        Map.entry("transpose", Layout::transpose),
        Map.entry("reshape", Layout::reshape),
        Map.entry("broadcast", Layout::broadcast),
        Map.entry("slice", Layout::slice),
        Map.entry("index", Layout::index),
        Map.entry("select", Layout::select),
        Map.entry("collective", Layout::collective),
        Map.entry("tril", call -> triangle(call, true)),
        Map.entry("triu", call -> triangle(call, false)),
        Map.entry("concat", call -> Joining.concat(call, call.tensors())),
        Map.entry("stack", Joining::stack),
        Map.entry("split", Joining::split));
  }

  /// Combines a tensor over the processes of a group. There is one process, so each kind gives its
  /// operand.
  private static Tensor collective(Call call) {
    call.word("kind", "all_reduce", "broadcast");
    Tensor t = call.tensor(0);
    return Raw.copied(t);
  }

  /// Axes in the order of `perm`; without it, reversed.
  private static Tensor transpose(Call call) {
    Tensor t = call.tensor(0);
    int rank = t.rank();
    int[] perm = new int[rank];
    if (!call.given("perm")) {
      Arrays.setAll(perm, i -> rank - 1 - i);
      return permute(t, perm);
    }
    long[] given = call.integers("perm");
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < given.length; i++) {
      int axis = Shapes.axis(call.op(), given[i], t.shape());
      if (given.length != rank || seen[axis]) {
        throw TensorFault.shape(
            "`transpose` orders all axes of shape "
                + Shapes.text(t.shape())
                + " once, found "
                + Arrays.toString(given));
      }
      seen[axis] = true;
      perm[i] = axis;
    }
    if (given.length != rank) {
      throw TensorFault.shape(
          "`transpose` orders all axes of shape "
              + Shapes.text(t.shape())
              + " once, found "
              + Arrays.toString(given));
    }
    return permute(t, perm);
  }

  /// Axis `i` of the result is axis `perm[i]` of `t`.
  static Tensor permute(Tensor t, int... perm) {
    int[] strides = Shapes.strides(t.shape());
    long[] shape = new long[perm.length];
    int[] steps = new int[perm.length];
    for (int i = 0; i < perm.length; i++) {
      shape[i] = t.dim(perm[i]);
      steps[i] = strides[perm[i]];
    }
    return Raw.picked(t, shape, Strided.positions(shape, steps, 0));
  }

  private static Tensor reshape(Call call) {
    Tensor t = call.tensor(0);
    long[] shape = resolve(t, call.integers("shape"));
    return Raw.reshaped(unblocked(t, shape), shape);
  }

  /// A block format keeps its blocks only where the last axis keeps its size.
  private static Tensor unblocked(Tensor t, long[] shape) {
    boolean sameRows =
        shape.length > 0 && t.rank() > 0 && shape[shape.length - 1] == t.dim(t.rank() - 1);
    return t.dtype().isBlock() && !sameRows ? Conversion.cast(t, DType.F32) : t;
  }

  /// Fills in the one -1.
  private static long[] resolve(Tensor t, long[] wanted) {
    long[] shape = wanted.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == -1 && open < 0) {
        open = i;
      } else if (shape[i] < 0) {
        throw misfit(t, wanted);
      } else {
        known = Math.multiplyExact(known, shape[i]);
      }
    }
    if (open >= 0) {
      if (known == 0 || t.size() % known != 0) {
        throw misfit(t, wanted);
      }
      shape[open] = t.size() / known;
    } else if (known != t.size()) {
      throw misfit(t, wanted);
    }
    return shape;
  }

  private static TensorFault misfit(Tensor t, long[] wanted) {
    return TensorFault.shape(
        "cannot reshape "
            + Shapes.text(t.shape())
            + " ("
            + t.size()
            + " elements) to "
            + Shapes.text(wanted)
            + (Arrays.stream(wanted).filter(d -> d < 0).count() > 1
                ? ": at most one size may be -1"
                : ""));
  }

  private static Tensor broadcast(Call call) {
    Tensor t = call.tensor(0);
    long[] shape = call.integers("shape");
    Shapes.size(shape);
    int[] strides = Shapes.broadcastStrides(call.op(), t.shape(), shape);
    return Raw.picked(t, shape, Strided.positions(shape, strides, 0));
  }

  /// The region of `starts`, `ends` and `steps`; see [Slice].
  private static Tensor slice(Call call) {
    Tensor t = call.tensor(0);
    long[] none = {};
    Slice region =
        Slice.of(
            t.shape(),
            bounds(call, "starts", Slice.FROM_FIRST),
            bounds(call, "ends", Slice.TO_LAST),
            call.given("steps") ? bounds(call, "steps", 1) : none);
    return Raw.picked(t, region.shape(), region.positions(t.shape()));
  }

  /// A list of bounds in which nil stands for an absent one.
  private static long[] bounds(Call call, String name, long absent) {
    if (!call.given(name)) {
      return new long[0];
    }
    if (call.raw(name) instanceof List<?> list && list.stream().anyMatch(Objects::isNull)) {
      List<Long> filled = new ArrayList<>();
      for (Object item : list) {
        filled.add(item instanceof Number n ? n.longValue() : absent);
      }
      return filled.stream().mapToLong(Long::longValue).toArray();
    }
    return call.integers(name);
  }

  /// `index(t, i, j, …)` or the attribute `index`: integers for the leading axes, which vanish. An
  /// integer tensor gathers along axis 0, a bool tensor of the leading shape selects where it is
  /// true.
  private static Tensor index(Call call) {
    Tensor t = call.tensor(0);
    if (call.has(1) && call.operand(1) instanceof Tensor chosen && chosen.rank() > 0) {
      return chosen.dtype().isBool() ? masked(t, chosen) : Gathering.take(call, t, chosen, 0);
    }
    List<Long> given = new ArrayList<>();
    for (int i = 1; call.has(i); i++) {
      given.add(call.integerOperand(i));
    }
    if (given.isEmpty()) {
      Arrays.stream(call.integers("index")).forEach(given::add);
    }
    Tensor out = t;
    for (long i : given) {
      out = pick(call, out, 0, i);
    }
    return out;
  }

  private static Tensor masked(Tensor t, Tensor mask) {
    long[] lead = Arrays.copyOf(t.shape(), Math.min(mask.rank(), t.rank()));
    if (!Arrays.equals(lead, mask.shape())) {
      throw TensorFault.shape(
          "a mask of shape "
              + Shapes.text(mask.shape())
              + " does not fit the leading axes of shape "
              + Shapes.text(t.shape()));
    }
    byte[] truths = Raw.truths(mask);
    int block = Shapes.span(t.shape(), mask.rank(), t.rank());
    int count = 0;
    int[] positions = new int[truths.length * block];
    for (int i = 0; i < truths.length; i++) {
      for (int j = 0; truths[i] != 0 && j < block; j++) {
        positions[count * block + j] = i * block + j;
      }
      count += truths[i];
    }
    long[] shape = Shapes.splice(t.shape(), 0, mask.rank(), count);
    return Raw.picked(t, shape, Arrays.copyOf(positions, count * block));
  }

  private static Tensor select(Call call) {
    Tensor t = call.tensor(0);
    long index = call.has(1) ? call.integerOperand(1) : call.integer("index");
    return pick(call, t, call.axis(t.shape(), 0), index);
  }

  /// The sub-tensor at one index of an axis, which vanishes.
  private static Tensor pick(Call call, Tensor t, int axis, long index) {
    long[] shape = t.shape();
    if (t.rank() == 0) {
      throw TensorFault.index("`" + call.op() + "` needs an axis, but the shape is []");
    }
    int at = Gathering.checkedIndex(index, axis, shape);
    int inner = Shapes.span(shape, axis + 1, shape.length);
    int outer = Shapes.span(shape, 0, axis);
    int[] positions = new int[outer * inner];
    for (int o = 0; o < outer; o++) {
      int from = (o * (int) shape[axis] + at) * inner;
      for (int i = 0; i < inner; i++) {
        positions[o * inner + i] = from + i;
      }
    }
    return Raw.picked(t, Shapes.splice(shape, axis, axis + 1), positions);
  }

  /// The elements on and below (`lower`) or above diagonal `k` of the last two axes, zero
  /// elsewhere.
  private static Tensor triangle(Call call, boolean lower) {
    Tensor t = call.tensor(0);
    long[] shape = t.shape();
    if (t.rank() < 2) {
      throw TensorFault.shape(
          "`" + call.op() + "` takes a matrix, found shape " + Shapes.text(shape));
    }
    long k = call.integer("k", 0);
    int rows = (int) shape[shape.length - 2];
    int columns = (int) shape[shape.length - 1];
    int[] positions = new int[(int) t.size()];
    for (int at = 0; at < positions.length; at++) {
      int row = at / columns % rows;
      int column = at % columns;
      boolean kept = lower ? column <= row + k : column >= row + k;
      positions[at] = kept ? at : -1;
    }
    return Raw.picked(t, shape, positions);
  }
}
