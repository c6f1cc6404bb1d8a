package org.tosc.models.transformer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.tir.ir.Scalar;

/// The weights of a file as kernels read them: in place where they can, and else as `f32` that is
/// made when a weight is first used and kept.
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
  private final Map<String, Parameter> made = new ConcurrentHashMap<>();
  private final AtomicLong decoded = new AtomicLong();

  /// @param weights by the names that GGUF files give them; they stay open as long as this is used
  public PreparedParameters(Weights weights) {
    this(weights, IN_PLACE);
  }

  private PreparedParameters(Weights weights, Set<WeightFormat> inPlace) {
    this.weights = weights;
    this.inPlace = inPlace;
  }

  /// The same with every weight as `f32`, for what cannot be computed with others: gradients.
  public static PreparedParameters floats(Weights weights) {
    return new PreparedParameters(weights, EnumSet.of(WeightFormat.F32));
  }

  @Override
  public @Nullable Parameter find(String name) {
    Parameter known = made.get(name);
    if (known != null) {
      return known;
    }
    Weight weight = weights.find(name);
    return weight == null ? null : made.computeIfAbsent(name, _ -> prepared(name, weight));
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
