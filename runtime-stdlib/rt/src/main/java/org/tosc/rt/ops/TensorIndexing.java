package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Slice;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.SliceValue;

/// Indexing of tensors by an integer, a slice, a list of positions, several of these with nil for a
/// new axis, or a bool tensor. As many integers as there are axes give an element, which is a
/// number; but where a derivative by the tensor is being computed, a tensor without axes, so that
/// it is known what the element depends on.
public final class TensorIndexing {
  private static final Map<String, Object> FLAT = Map.of("shape", new long[] {-1});

  private TensorIndexing() {}

  /// `t[key]`.
  public static @Nullable Object get(Tensor t, @Nullable Object key) {
    if (key instanceof Tensor mask && isFullMask(t, mask)) {
      Tensor flat = (Tensor) tensor(Tensors.apply("reshape", new Object[] {t}, FLAT));
      return gather(flat, positions(mask), 0);
    }
    Object[] parts = parts(t, key);
    if (parts.length > 0
        && parts.length == t.rank()
        && allInts(parts)
        && !Session.current().engine().follows(t)) {
      return t.get(flat(t, positions(t, parts)));
    }
    Tensor current = t;
    Object[] plain = parts.clone();
    int axis = 0;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof ListValue positions) {
        current = gather(current, positions, axis);
        plain[i] = SliceValue.ALL;
      }
      axis += parts[i] == null ? 0 : 1;
    }
    return sliced(current, plain, current != t);
  }

  private static boolean isFullMask(Tensor t, Tensor mask) {
    return mask.dtype().isBool() && mask.rank() > 1 && Arrays.equals(mask.shape(), t.shape());
  }

  // The parts of an index, with `...` written out as whole axes.
  private static @Nullable Object[] parts(Tensor t, @Nullable Object key) {
    Object[] given = key instanceof IndexValue index ? index.parts() : new Object[] {key};
    int axes = 0;
    for (Object part : given) {
      axes += part == null || SliceValue.REST.equals(part) ? 0 : 1;
    }
    List<@Nullable Object> parts = new ArrayList<>();
    boolean opened = false;
    for (Object part : given) {
      if (!SliceValue.REST.equals(part)) {
        parts.add(part(part));
      } else if (opened) {
        throw Errors.value("an index has at most one `...`");
      } else {
        opened = true;
        for (int i = axes; i < t.rank(); i++) {
          parts.add(SliceValue.ALL);
        }
      }
    }
    return parts.toArray();
  }

  // Ranges and vectors of integers are lists of positions; so is a mask, by where it is true.
  private static @Nullable Object part(@Nullable Object part) {
    return switch (part) {
      case RangeValue range -> range.toList();
      case Tensor mask when mask.dtype().isBool() && mask.rank() == 1 -> positions(mask);
      case Tensor at when at.dtype().isInteger() && at.rank() == 0 -> at.getLong(0);
      case Tensor at when at.dtype().isInteger() && at.rank() == 1 -> Tensors.toNestedList(at);
      case null, default -> part;
    };
  }

  private static ListValue positions(Tensor mask) {
    ListValue positions = new ListValue();
    for (long i = 0; i < mask.size(); i++) {
      if (mask.getLong(i) != 0) {
        positions.add(i);
      }
    }
    return positions;
  }

  private static boolean allInts(@Nullable Object[] parts) {
    return Arrays.stream(parts).allMatch(Long.class::isInstance);
  }

  private static long[] positions(Tensor t, @Nullable Object[] parts) {
    long[] at = new long[parts.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = position(t, i, parts[i]);
    }
    return at;
  }

  private static long flat(Tensor t, long[] at) {
    long flat = 0;
    for (int axis = 0; axis < at.length; axis++) {
      flat = flat * t.dim(axis) + at[axis];
    }
    return flat;
  }

  private static long position(Tensor t, int axis, @Nullable Object part) {
    if (!(part instanceof Long index)) {
      throw badPart(part);
    }
    long n = t.dim(axis);
    long at = index < 0 ? index + n : index;
    if (at < 0 || at >= n) {
      throw Errors.index("tensor", index, n);
    }
    return at;
  }

  private static RuntimeException badPart(@Nullable Object part) {
    return Errors.type(
        "a tensor is indexed by ints, slices and lists of ints, found " + Kind.withArticle(part));
  }

  private static Tensor gather(Tensor t, ListValue positions, int axis) {
    if (axis >= t.rank()) {
      throw tooMany(t, axis + 1);
    }
    long[] at = new long[positions.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = position(t, axis, positions.get(i));
    }
    Tensor indexes = Tensor.ofLongs(DType.I64, new long[] {at.length}, at);
    return (Tensor)
        tensor(Tensors.apply("gather", new Object[] {t, indexes}, Map.of("axis", (long) axis)));
  }

  private static Object tensor(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("a tensor operation gave nothing");
    }
    return result;
  }

  private static RuntimeException tooMany(Tensor t, int count) {
    return Errors.of(
        org.tosc.rt.error.ErrorKind.SHAPE,
        "an index of " + count + " axes does not fit a tensor of " + t.rank());
  }

  // Integers and slices through the engine's `slice`, then `reshape` for dropped and new axes.
  // The result shares no storage with the operand, so the whole is cut out too unless it is fresh.
  private static @Nullable Object sliced(Tensor t, @Nullable Object[] parts, boolean fresh) {
    Region region = Region.of(t, parts);
    Tensor cut = t;
    if (!fresh || !region.isWhole()) {
      cut =
          (Tensor)
              tensor(
                  Tensors.apply(
                      "slice",
                      new Object[] {t},
                      Map.of(
                          "starts", region.starts,
                          "ends", region.ends,
                          "steps", region.steps)));
    }
    long[] shape = region.shape(t, cut);
    return Arrays.equals(shape, cut.shape())
        ? cut
        : Tensors.apply("reshape", new Object[] {cut}, Map.of("shape", shape));
  }

  /// `t[key] = value`.
  public static void set(Tensor t, @Nullable Object key, @Nullable Object value) {
    Object element = value instanceof ListValue list ? Tensor.of(javaList(list), t.dtype()) : value;
    if (element == null || !(element instanceof Tensor || isScalar(element))) {
      throw Errors.type("a tensor's elements are numbers, found " + Kind.withArticle(value));
    }
    try {
      if (key instanceof Tensor mask && isFullMask(t, mask)) {
        setWhere(t, mask, element);
      } else {
        setParts(t, parts(t, key), element);
      }
    } catch (TensorFault fault) {
      throw Tensors.fault(fault);
    }
  }

  private static void setParts(Tensor t, @Nullable Object[] parts, Object element) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof ListValue positions) {
        setEach(t, parts, i, positions, element);
        return;
      }
    }
    if (allInts(parts)) {
      if (parts.length > t.rank()) {
        throw tooMany(t, parts.length);
      }
      t.setAt(positions(t, parts), element);
    } else {
      Region region = Region.of(t, parts);
      t.setSlice(region.starts, region.ends, region.steps, element);
    }
  }

  // One position after the other. A tensor with as many rows as positions gives each its row.
  private static void setEach(
      Tensor t, @Nullable Object[] parts, int at, ListValue positions, Object element) {
    boolean rows =
        element instanceof Tensor e && e.rank() > 0 && at == 0 && e.dim(0) == positions.size();
    for (int i = 0; i < positions.size(); i++) {
      Object[] one = parts.clone();
      one[at] = positions.get(i);
      Object part = rows ? get((Tensor) element, (long) i) : element;
      setParts(t, one, part == null ? element : part);
    }
  }

  private static void setWhere(Tensor t, Tensor mask, Object element) {
    long[] index = new long[t.rank()];
    for (long flat = 0; flat < t.size(); flat++) {
      if (mask.getLong(flat) != 0) {
        long rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
          index[axis] = rest % t.dim(axis);
          rest /= t.dim(axis);
        }
        t.setAt(index, element);
      }
    }
  }

  private static boolean isScalar(Object element) {
    return Arithmetic.isNumber(element) || element instanceof Boolean;
  }

  /// Nested guest lists as Java lists, for [Tensor#of(List, DType)].
  public static List<@Nullable Object> javaList(ListValue list) {
    List<@Nullable Object> all = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      all.add(element instanceof ListValue inner ? javaList(inner) : element);
    }
    return all;
  }

  /// The bounds per axis that an index means, and which axes it drops or adds.
  private static final class Region {
    private final long[] starts;
    private final long[] ends;
    private final long[] steps;
    private final @Nullable Object[] parts;

    private Region(long[] starts, long[] ends, long[] steps, @Nullable Object[] parts) {
      this.starts = starts;
      this.ends = ends;
      this.steps = steps;
      this.parts = parts;
    }

    static Region of(Tensor t, @Nullable Object[] parts) {
      int axes = (int) Arrays.stream(parts).filter(part -> part != null).count();
      if (axes > t.rank()) {
        throw tooMany(t, axes);
      }
      long[] starts = new long[axes];
      long[] ends = new long[axes];
      long[] steps = new long[axes];
      int axis = 0;
      for (Object part : parts) {
        if (part == null) {
          continue;
        }
        steps[axis] = 1;
        if (part instanceof SliceValue slice) {
          starts[axis] = bound(slice.start(), Slice.FROM_FIRST);
          ends[axis] = bound(slice.end(), Slice.TO_LAST);
          steps[axis] = bound(slice.step(), 1);
        } else {
          starts[axis] = position(t, axis, part);
          ends[axis] = starts[axis] + 1;
        }
        axis++;
      }
      return new Region(starts, ends, steps, parts);
    }

    private static long bound(@Nullable Object value, long absent) {
      if (value == null) {
        return absent;
      }
      if (value instanceof Long number) {
        return number;
      }
      throw Errors.type("a slice's bounds are ints, found " + Kind.withArticle(value));
    }

    boolean isWhole() {
      for (int i = 0; i < starts.length; i++) {
        if (starts[i] != Slice.FROM_FIRST || ends[i] != Slice.TO_LAST || steps[i] != 1) {
          return false;
        }
      }
      return true;
    }

    // The shape after dropping the axes of integers and adding those of nil.
    long[] shape(Tensor whole, Tensor cut) {
      List<Long> shape = new ArrayList<>();
      int axis = 0;
      for (Object part : parts) {
        if (part == null) {
          shape.add(1L);
        } else {
          if (!(part instanceof Long)) {
            shape.add(cut.dim(axis));
          }
          axis++;
        }
      }
      while (axis < whole.rank()) {
        shape.add(cut.dim(axis++));
      }
      return shape.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
