package org.tosc.models.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Readers with planted bugs: the judge finds each of them.
class JudgeTest {
  private record Reader(Function<MemorySegment, Weights> body) implements Subject {
    @Override
    public Weights read(MemorySegment bytes) {
      return body.apply(bytes);
    }

    @Override
    public void boundaries(boolean pairs, Consumer<Input> test) {}

    @Override
    public void mutate(Input input, SplittableRandom random) {}
  }

  private record Listed(Map<String, Weight> byName) implements Weights {
    static Listed of(Weight... weights) {
      Map<String, Weight> map = new LinkedHashMap<>();
      Arrays.stream(weights).forEach(w -> map.put(w.name(), w));
      return new Listed(map);
    }

    @Override
    public Weight find(String name) {
      return byName.get(name);
    }

    @Override
    public Collection<Weight> all() {
      return byName.values();
    }

    @Override
    public void close() {}
  }

  private static Weight weight(String name, MemorySegment bytes, long... shape) {
    return new Weight(name, WeightFormat.U8, shape, bytes);
  }

  /// What the judge says of a reader that is given 16 bytes.
  private static Judge judged(Function<MemorySegment, Weights> reader) {
    Input input = new Input();
    input.resize(16);
    Judge judge = new Judge(new Reader(reader));
    judge.test(input);
    assertEquals(1, judge.inputs());
    return judge;
  }

  private static void caught(String what, Function<MemorySegment, Weights> reader) {
    List<String> others = judged(reader).others();
    assertEquals(1, others.size(), what);
    assertTrue(others.getFirst().contains(what), others.getFirst());
  }

  private static TensorFileFault fault(long at, String reason) {
    return new TensorFileFault(Subject.FILE, at, reason);
  }

  @Test
  void soundReadersAreCounted() {
    assertEquals(
        1,
        judged(b -> Listed.of(weight("a", b.asSlice(0, 4), 4), weight("b", b.asSlice(4, 12), 3, 4)))
            .accepted());
    assertEquals(
        1,
        judged(
                b -> {
                  throw fault(16, "too short");
                })
            .rejected());
  }

  @Test
  void otherExceptions() {
    caught(
        "ArrayIndexOutOfBoundsException",
        b -> {
          throw new ArrayIndexOutOfBoundsException();
        });
    caught(
        "StackOverflowError",
        b -> {
          throw new StackOverflowError();
        });
  }

  @Test
  void faultsWithoutAPlace() {
    caught(
        "byte 17 of 16",
        b -> {
          throw fault(17, "too short");
        });
    caught(
        "byte -1 of 16",
        b -> {
          throw fault(-1, "too short");
        });
    caught(
        "a control character",
        b -> {
          throw fault(0, "\u001b[31m");
        });
    caught(
        "the fault is of",
        b -> {
          throw new TensorFileFault("other", 0, "wrong");
        });
  }

  @Test
  void weightsThatAreNotThere() {
    byte[] elsewhere = new byte[64];
    caught("inside the file", b -> Listed.of(weight("a", MemorySegment.ofArray(elsewhere), 64)));
    caught("as many bytes", b -> Listed.of(weight("a", b.asSlice(0, 4), 5)));
    caught(
        "no overlap",
        b -> Listed.of(weight("a", b.asSlice(0, 8), 8), weight("b", b.asSlice(7, 8), 8)));
    // 2^61 numbers in 0 bytes, since the product wrapped around
    caught("overflow", b -> Listed.of(weight("a", b.asSlice(0, 0), 1L << 32, 1L << 32)));
    caught("an extent of -1", b -> Listed.of(weight("a", b.asSlice(0, 0), -1, 0)));
    caught(
        "whole blocks",
        b -> Listed.of(new Weight("a", WeightFormat.Q8_0, new long[] {16}, b.asSlice(0, 0))));
  }
}
