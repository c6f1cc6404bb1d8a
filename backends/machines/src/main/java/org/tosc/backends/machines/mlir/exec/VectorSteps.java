package org.tosc.backends.machines.mlir.exec;

import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.tosc.backends.machines.mlir.ir.Type;

/// vector, without memory.
final class VectorSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("vector.broadcast", VectorSteps::broadcast),
          Map.entry("vector.splat", VectorSteps::broadcast),
          Map.entry("vector.shape_cast", VectorSteps::move),
          Map.entry("vector.bitcast", VectorSteps::bitcast),
          Map.entry("vector.transpose", VectorSteps::transpose),
          Map.entry("vector.fma", Lanewise::multiplyAdd),
          Map.entry("vector.create_mask", VectorSteps::createMask),
          Map.entry("vector.constant_mask", VectorSteps::constantMask),
          Map.entry("vector.extract", VectorParts::extract),
          Map.entry("vector.insert", VectorParts::insert),
          Map.entry("vector.extractelement", VectorParts::extractElement),
          Map.entry("vector.insertelement", VectorParts::insertElement),
          Map.entry("vector.extract_strided_slice", VectorParts::extractSlice),
          Map.entry("vector.insert_strided_slice", VectorParts::insertSlice),
          Map.entry("vector.shuffle", VectorSteps::shuffle),
          Map.entry("vector.interleave", VectorSteps::interleave),
          Map.entry("vector.deinterleave", VectorSteps::deinterleave),
          Map.entry("vector.from_elements", VectorSteps::fromElements),
          Map.entry("vector.step", VectorSteps::step),
          Map.entry("vector.mask", VectorSteps::mask),
          Map.entry("vector.reduction", VectorSteps::reduction),
          Map.entry("vector.multi_reduction", Contraction::multiReduction),
          Map.entry("vector.contract", Contraction::contract),
          Map.entry("vector.outerproduct", Contraction::outerProduct));

  private VectorSteps() {}

  /// A value as lanes: a scalar is one.
  static long[] lanes(Frame frame, int slot, Type type) {
    return type instanceof Type.Vector ? frame.vector(slot) : new long[] {frame.cells[slot]};
  }

  static void set(Frame frame, int slot, Type type, long[] lanes) {
    if (type instanceof Type.Vector) {
      frame.references[slot] = lanes;
    } else {
      frame.cells[slot] = lanes[0];
    }
  }

  private static Step move(Site site) {
    return frame -> frame.copy(site.operands(), site.results());
  }

  private static Step broadcast(Site site) {
    Type from = site.operandType(0);
    long[] to = Constants.sizes(site.resultShape());
    long[] sizes = from instanceof Type.Shaped shaped ? Constants.sizes(shaped) : new long[0];
    int skipped = to.length - sizes.length;
    long[] strides = View.rowMajor(sizes);
    return frame -> {
      long[] lanes = lanes(frame, site.operand(0), from);
      long[] made = new long[(int) View.count(to)];
      int[] next = {0};
      Walk.over(
          to,
          index -> {
            long at = 0;
            for (int i = 0; i < sizes.length; i++) {
              at += sizes[i] == 1 ? 0 : index[skipped + i] * strides[i];
            }
            made[next[0]++] = lanes[(int) at];
          });
      frame.references[site.result()] = made;
    };
  }

  private static Step bitcast(Site site) {
    int from = Cell.width(site.operandShape(0).element());
    int to = Cell.width(site.resultShape().element());
    int count = site.resultShape().count();
    long mask = IntMeaning.mask(to);
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      long[] made = new long[count];
      for (int i = 0; i < count; i++) {
        long bit = (long) i * to;
        if (to <= from) {
          made[i] = lanes[(int) (bit / from)] >>> bit % from & mask;
        } else {
          for (int k = 0; k < to / from; k++) {
            made[i] |= lanes[(int) (bit / from) + k] << ((long) k * from);
          }
        }
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step transpose(Site site) {
    long[] permutation = site.integers("permutation");
    long[] strides = View.rowMajor(Constants.sizes(site.operandShape(0)));
    long[] sizes = Constants.sizes(site.resultShape());
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      long[] made = new long[lanes.length];
      int[] next = {0};
      Walk.over(
          sizes,
          index -> {
            long at = 0;
            for (int i = 0; i < index.length; i++) {
              at += index[i] * strides[(int) permutation[i]];
            }
            made[next[0]++] = lanes[(int) at];
          });
      frame.references[site.result()] = made;
    };
  }

  private static long[] mask(long[] sizes, long[] limits) {
    long[] made = new long[(int) View.count(sizes)];
    int[] next = {0};
    Walk.over(
        sizes,
        index -> {
          boolean isIn = true;
          for (int i = 0; i < index.length; i++) {
            isIn &= index[i] < limits[i];
          }
          made[next[0]++] = isIn ? 1 : 0;
        });
    return made;
  }

  private static Step createMask(Site site) {
    long[] sizes = Constants.sizes(site.resultShape());
    return frame ->
        frame.references[site.result()] = mask(sizes, MemrefSteps.index(frame, site.operands()));
  }

  private static Step constantMask(Site site) {
    long[] made = mask(Constants.sizes(site.resultShape()), site.integers("mask_dim_sizes"));
    return frame -> frame.references[site.result()] = made;
  }

  /// Rows of two vectors one behind the other, chosen by number.
  private static Step shuffle(Site site) {
    long[] chosen = site.integers("mask");
    Type.Shaped first = site.operandShape(0);
    int row = first.rank() == 0 ? 1 : Math.toIntExact(first.count() / first.shape().getFirst());
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] b = frame.vector(site.operand(1));
      long[] made = new long[chosen.length * row];
      for (int i = 0; i < made.length; i++) {
        int at = Math.toIntExact(chosen[i / row] * row + i % row);
        made[i] = at < a.length ? a[at] : b[at - a.length];
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step interleave(Site site) {
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] b = frame.vector(site.operand(1));
      long[] made = new long[2 * a.length];
      for (int i = 0; i < a.length; i++) {
        made[2 * i] = a[i];
        made[2 * i + 1] = b[i];
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step deinterleave(Site site) {
    return frame -> {
      long[] a = frame.vector(site.operand(0));
      long[] even = new long[a.length / 2];
      long[] odd = new long[a.length / 2];
      for (int i = 0; i < even.length; i++) {
        even[i] = a[2 * i];
        odd[i] = a[2 * i + 1];
      }
      frame.references[site.results()[0]] = even;
      frame.references[site.results()[1]] = odd;
    };
  }

  private static Step fromElements(Site site) {
    return frame -> frame.references[site.result()] = MemrefSteps.index(frame, site.operands());
  }

  private static Step step(Site site) {
    long[] made = new long[site.resultShape().count()];
    for (int i = 0; i < made.length; i++) {
      made[i] = i;
    }
    return frame -> frame.references[site.result()] = made;
  }

  /// Operations inside ask for the mask when they are compiled.
  private static Step mask(Site site) {
    if (site.operands().length > 1) {
      throw site.unsupported("it runs without a value for lanes that are off");
    }
    RegionCode body = site.compiler().masked(site, site.operand(0));
    int[] exits = ScfSteps.exits(site, body, site.results().length);
    return frame -> {
      body.run(frame);
      frame.copy(exits, site.results());
    };
  }

  /// From the first lane to the last, beginning with the accumulator: what MLIR says without
  /// `reassoc`.
  private static Step reduction(Site site) {
    if (site.compiler().mask() >= 0) {
      throw site.unsupported("it runs without a mask");
    }
    Type type = site.resultType();
    LongBinaryOperator combine = Combine.of(site, site.attribute("kind"), type);
    boolean hasStart = site.operands().length > 1;
    return frame -> {
      long[] lanes = frame.vector(site.operand(0));
      int next = hasStart ? 0 : 1;
      long result = hasStart ? frame.cells[site.operand(1)] : lanes[0];
      for (int i = next; i < lanes.length; i++) {
        result = combine.applyAsLong(result, lanes[i]);
      }
      frame.cells[site.result()] = result;
    };
  }
}
