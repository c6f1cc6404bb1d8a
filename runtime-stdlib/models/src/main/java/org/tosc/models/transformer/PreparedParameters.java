package org.tosc.models.transformer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.blocks.Grouping;
import org.tosc.models.compute.Compute;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.tir.ir.Scalar;

/// The weights of a file as kernels read them: in place where they can, in groups of integers where
/// the format has these ([Grouping]), and else as `f32`. What is not in place is made when a weight
/// is first used and kept.
///
/// Kernels read matrices of the formats below in place. Vectors, which are norms and biases, are
/// always `f32` for them, and few.
public final class PreparedParameters implements Parameters {
  private static final Set<WeightFormat> IN_PLACE =
      EnumSet.of(
          WeightFormat.F32,
          WeightFormat.F16,
          WeightFormat.BF16,
          WeightFormat.Q4_0,
          WeightFormat.Q8_0);

  private static final long CACHE_LINE = 64;

  private final Weights weights;
  private final Set<WeightFormat> inPlace;
  private final boolean isGrouping;
  private final Map<String, List<Parameter>> parts = new ConcurrentHashMap<>();
  private final Map<String, Parameter> made = new ConcurrentHashMap<>();
  private final AtomicLong decoded = new AtomicLong();

  /// @param weights by the names that GGUF files give them; they stay open as long as this is used
  /// @param compute what computes with them. Groups are for what fuses: elsewhere the numbers that
  ///   they stand for would be made anew, in memory, for each product
  public PreparedParameters(Weights weights, Compute compute) {
    this(weights, IN_PLACE, compute.isFusing());
  }

  private PreparedParameters(Weights weights, Set<WeightFormat> inPlace, boolean isGrouping) {
    this.isGrouping = isGrouping;
    this.weights = weights;
    this.inPlace = inPlace;
  }

  /// The same with every weight as `f32`, for what cannot be computed with others: gradients.
  public static PreparedParameters floats(Weights weights) {
    return new PreparedParameters(weights, EnumSet.of(WeightFormat.F32), false);
  }

  @Override
  public @Nullable Parameter find(String name) {
    Parameter known = made.get(name);
    if (known != null) {
      return known;
    }
    Weight weight = weights.find(name);
    return weight == null ? part(name) : made.computeIfAbsent(name, _ -> prepared(name, weight));
  }

  @Override
  public boolean has(String name) {
    return weights.find(name) != null;
  }

  @Override
  public @Nullable Grouping grouping(String name) {
    Weight weight = isGrouping ? weights.find(name) : null;
    return weight == null || weight.shape().length != 2 ? null : Grouping.of(weight.format());
  }

  /// A part of a weight in groups; all its parts are made together.
  private @Nullable Parameter part(String name) {
    String whole = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    @Nullable Grouping grouping = grouping(whole);
    if (grouping == null || !GroupedProduct.PARTS.contains(name.substring(whole.length()))) {
      return null;
    }
    parts.computeIfAbsent(whole, _ -> split(whole, grouping)).forEach(p -> made.put(p.name(), p));
    return made.get(name);
  }

  private List<Parameter> split(String name, Grouping grouping) {
    Weight weight = Objects.requireNonNull(weights.find(name));
    long rows = weight.rows();
    long groups = grouping.groups(weight.elements() / rows);
    long[] each = {rows, groups, 1};
    long bytes = rows * groups * Float.BYTES;
    MemorySegment integers = Arena.ofAuto().allocate(weight.elements(), CACHE_LINE);
    MemorySegment scales = Arena.ofAuto().allocate(bytes, CACHE_LINE);
    MemorySegment minimums =
        Arena.ofAuto().allocate(grouping.hasMinimums() ? bytes : 0, CACHE_LINE);
    grouping.split(weight, integers, scales, minimums);
    decoded.addAndGet(integers.byteSize() + scales.byteSize() + minimums.byteSize());
    long[] shape = {rows, groups, grouping.size()};
    return List.of(
        new Parameter(name + GroupedProduct.INTEGERS, Scalar.I8, shape, integers),
        new Parameter(name + GroupedProduct.SCALES, Scalar.F32, each, scales),
        // Of no bytes where there are none: nothing asks for it.
        new Parameter(name + GroupedProduct.MINIMUMS, Scalar.F32, each, minimums));
  }

  /// Asks the file: weights that kernels read as `f32` may be stored in fewer bits.
  @Override
  public boolean isNarrow(String name) {
    Weight weight = weights.find(name);
    return weight != null && weight.format().isNarrow();
  }

  /// Reads the row where it lies: a table that only rows are read of is not decoded as a whole.
  @Override
  public void row(String name, long number, float[] out) {
    Weight weight = weights.find(name);
    if (weight == null) {
      throw new IllegalArgumentException("there is no weight `" + name + "`");
    }
    long rows = weight.rows();
    if (number < 0 || number >= rows) {
      throw new IllegalArgumentException("row " + number + " of " + rows + " of " + name);
    }
    Decoding.decode(weight, number * out.length, out, 0, out.length);
  }

  /// Bytes of weights that had to be decoded so far.
  public long decodedBytes() {
    return decoded.get();
  }

  private Parameter prepared(String name, Weight weight) {
    WeightFormat format = weight.format();
    boolean isMatrix = weight.shape().length > 1;
    boolean isReadable = isMatrix ? inPlace.contains(format) : format == WeightFormat.F32;
    if (isReadable && isAligned(weight)) {
      String element = Objects.requireNonNull(format.dtype()).text();
      Scalar scalar = Objects.requireNonNull(Scalar.parse(element));
      return new Parameter(name, scalar, weight.shape(), weight.bytes());
    }
    return decoded(name, weight);
  }

  /// Whether plain numbers lie at multiples of their size, which files of other programs do not
  /// promise; blocks lie anywhere.
  private static boolean isAligned(Weight weight) {
    WeightFormat format = weight.format();
    return format.isBlock() || weight.bytes().address() % format.blockBytes() == 0;
  }

  private Parameter decoded(String name, Weight weight) {
    long bytes = Math.multiplyExact(weight.elements(), (long) Float.BYTES);
    MemorySegment floats = Arena.ofAuto().allocate(bytes, CACHE_LINE);
    Decoding.decode(weight, floats);
    decoded.addAndGet(bytes);
    return new Parameter(name, Scalar.F32, weight.shape(), floats);
  }
}
