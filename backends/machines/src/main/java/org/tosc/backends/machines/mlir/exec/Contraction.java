package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// Products and sums over axes of vectors, in the order of the axes.
final class Contraction {
  private Contraction() {}

  static Step multiReduction(Site site) {
    Type.Shaped source = site.operandShape(0);
    Type type = site.resultType();
    LongBinaryOperator combine = Combine.of(site, site.attribute("kind"), ArithSteps.numbers(type));
    Set<Long> reduced =
        Arrays.stream(site.integers("reduction_dims")).boxed().collect(Collectors.toSet());
    int mask = site.compiler().mask();
    long[] sizes = Constants.sizes(source);
    long[] kept = new long[sizes.length];
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      boolean isKept = !reduced.contains((long) i);
      kept[i] = isKept ? stride : 0;
      stride *= isKept ? sizes[i] : 1;
    }
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      long[] made = VectorSteps.lanes(frame, site.operand(1), type).clone();
      int[] next = {0};
      Walk.over(
          sizes,
          index -> {
            int lane = next[0]++;
            if (isOn(frame, mask, lane)) {
              int at = dot(index, kept);
              made[at] = combine.applyAsLong(made[at], lanes[lane]);
            }
          });
      VectorSteps.set(frame, site.result(), type, made);
    };
  }

  /// Whether a mask around has the lane on; all are without one.
  private static boolean isOn(Frame frame, int mask, int lane) {
    return mask < 0 || frame.vector(mask)[lane] != 0;
  }

  private static int dot(long[] index, long[] strides) {
    long at = 0;
    for (int i = 0; i < index.length; i++) {
      at += index[i] * strides[i];
    }
    return (int) at;
  }

  private static long[][] strides(Site site, List<AffineMap> maps, int operands) {
    long[][] all = new long[operands][maps.getFirst().dims()];
    for (int i = 0; i < operands; i++) {
      Type type = site.operandType(i);
      long[] of = View.rowMajor(type instanceof Type.Shaped s ? Constants.sizes(s) : new long[0]);
      for (int axis = 0; axis < of.length; axis++) {
        if (maps.get(i).results().get(axis) instanceof AffineExpr.Dim(int position)) {
          all[i][position] = of[axis];
        }
      }
    }
    return all;
  }

  private static long[] sizes(Site site, List<AffineMap> maps) {
    long[] sizes = new long[maps.getFirst().dims()];
    for (int i = 0; i < 2; i++) {
      List<AffineExpr> results = maps.get(i).results();
      for (int axis = 0; axis < results.size(); axis++) {
        if (results.get(axis) instanceof AffineExpr.Dim(int position)) {
          sizes[position] = site.operandShape(i).shape().get(axis);
        }
      }
    }
    return sizes;
  }

  private static LongUnaryOperator widening(Type from, Type to) {
    if (from.equals(to)) {
      return a -> a;
    }
    if (from instanceof Type.Floating(FloatKind source)
        && to instanceof Type.Floating(FloatKind target)) {
      return a -> target.encode(source.decode(a));
    }
    return a -> IntMeaning.signed(a, Cell.width(from)) & IntMeaning.mask(Cell.width(to));
  }

  private static LongBinaryOperator product(Type type) {
    long mask = IntMeaning.mask(Cell.width(type));
    return type instanceof Type.Floating(FloatKind kind)
        ? Objects.requireNonNull(FloatMeaning.binary("arith.mulf", kind))
        : (a, b) -> (a * b) & mask;
  }

  static Step contract(Site site) {
    if (!(site.attribute("indexing_maps") instanceof Attribute.Array(List<Attribute> items))) {
      throw site.unsupported("its `indexing_maps` are missing");
    }
    List<AffineMap> maps =
        items.stream()
            .map(a -> a instanceof Attribute.Affine(AffineMap m) ? m : AffineMap.identity(0))
            .toList();
    Type type = site.resultType();
    Type number = ArithSteps.numbers(type);
    LongUnaryOperator left = widening(site.operandShape(0).element(), number);
    LongUnaryOperator right = widening(site.operandShape(1).element(), number);
    LongBinaryOperator combine = Combine.of(site, site.attribute("kind"), number);
    LongBinaryOperator product = product(number);
    long[][] strides = strides(site, maps, 3);
    long[] sizes = sizes(site, maps);
    int mask = site.compiler().mask();
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] b = frame.vector(site.operand(1));
      long[] made = VectorSteps.lanes(frame, site.operand(2), type).clone();
      int[] next = {0};
      Walk.over(
          sizes,
          index -> {
            if (!isOn(frame, mask, next[0]++)) {
              return;
            }
            long x = left.applyAsLong(a[dot(index, strides[0])]);
            long y = right.applyAsLong(b[dot(index, strides[1])]);
            int at = dot(index, strides[2]);
            made[at] = combine.applyAsLong(made[at], product.applyAsLong(x, y));
          });
      frame.machine.flops += 2 * View.count(sizes);
      VectorSteps.set(frame, site.result(), type, made);
    };
  }

  /// Sums of float products are fused, as upstream lowers them.
  static Step outerProduct(Site site) {
    Type right = site.operandType(1);
    Type number = site.resultShape().element();
    LongBinaryOperator product = product(number);
    LongBinaryOperator combine = Combine.of(site, site.attribute("kind"), number);
    boolean hasSum = site.operands().length > 2;
    boolean isAdd = String.valueOf(site.attribute("kind")).contains("<add>");
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] b = VectorSteps.lanes(frame, site.operand(1), right);
      long[] made = new long[a.length * b.length];
      long[] sum = hasSum ? frame.vector(site.operand(2)) : made;
      for (int i = 0; i < made.length; i++) {
        long x = a[i / b.length];
        long y = b[i % b.length];
        if (!hasSum) {
          made[i] = product.applyAsLong(x, y);
        } else if (isAdd && number instanceof Type.Floating(FloatKind kind)) {
          made[i] = FloatMeaning.fma(kind, x, y, sum[i]);
        } else {
          made[i] = combine.applyAsLong(product.applyAsLong(x, y), sum[i]);
        }
      }
      frame.references[site.result()] = made;
    };
  }
}
