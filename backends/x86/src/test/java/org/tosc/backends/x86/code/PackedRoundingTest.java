package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.passes.lower.PackedRounding;
import org.tosc.rt.tensor.BlockFormats;
import org.tosc.rt.tensor.DType;

/// Machine code rounds numbers to the same blocks as the run-time library, bit by bit: whatever the
/// numbers are, and by any number of threads. Which NaN a scale is, is left open.
class PackedRoundingTest {
  private static final int BLOCK = 32;
  private static final int BLOCKS = 6000;

  /// What numbers a block has.
  enum Numbers {
    NORMAL {
      @Override
      float one(Random random, int i) {
        return (float) random.nextGaussian();
      }
    },
    /// Halves, the numbers beside them and whole ones, with a scale of 1 and of other powers of
    /// two.
    HALVES {
      @Override
      float one(Random random, int i) {
        float half = random.nextInt(-126, 127) + (random.nextBoolean() ? 0.5f : 0);
        float near =
            switch (random.nextInt(3)) {
              case 0 -> Math.nextUp(half);
              case 1 -> Math.nextDown(half);
              default -> half;
            };
        return Math.scalb(i % BLOCK == 0 ? 127 : near, i / BLOCK % 40 - 20);
      }
    },
    SMALL {
      @Override
      float one(Random random, int i) {
        return Math.scalb((float) random.nextGaussian(), -110 - i / BLOCK % 40);
      }
    },
    ZEROS {
      @Override
      float one(Random random, int i) {
        return random.nextInt(100) == 0 ? 1 : random.nextBoolean() ? 0f : -0f;
      }
    },
    /// All bits, so that many are huge, infinite or no numbers.
    ANY_BITS {
      @Override
      float one(Random random, int i) {
        return Float.intBitsToFloat(random.nextInt());
      }
    },
    INFINITE {
      @Override
      float one(Random random, int i) {
        int kind = random.nextInt(40);
        return kind == 0 ? Float.POSITIVE_INFINITY : kind == 1 ? Float.NEGATIVE_INFINITY : kind;
      }
    };

    abstract float one(Random random, int i);
  }

  @ParameterizedTest
  @EnumSource
  void blocksAreThoseOfTheLibrary(Numbers numbers) {
    Random random = new Random(numbers.name().hashCode());
    float[] x = new float[BLOCKS * BLOCK];
    for (int i = 0; i < x.length; i++) {
      x[i] = numbers.one(random, i);
    }
    byte[] expected = new byte[BLOCKS * DType.Q8_0.blockBytes()];
    BlockFormats.encode(DType.Q8_0, x, 0, x.length, MemorySegment.ofArray(expected), 0);
    assertArrayEquals(withOneNan(expected), withOneNan(packed(x, 1)));
    assertArrayEquals(withOneNan(expected), withOneNan(packed(x, 2)));
  }

  private static byte[] withOneNan(byte[] blocks) {
    MemorySegment all = MemorySegment.ofArray(blocks);
    for (long at = 0; at < blocks.length; at += DType.Q8_0.blockBytes()) {
      short scale = all.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
      if (Float.isNaN(Float.float16ToFloat(scale))) {
        all.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16(Float.NaN));
      }
    }
    return blocks;
  }

  private static byte[] packed(float[] x, int threads) {
    X86Kernels target = new X86Kernels(InstructionSet.AVX512);
    assumeTrue(target.obstacle() == null, () -> "not checked: " + target.obstacle());
    KernelTarget.Outcome outcome = target.compile(PackedRounding.kernel("k", x.length), threads);
    NativeKernel kernel = assertInstanceOf(KernelTarget.Outcome.Made.class, outcome).kernel();
    assertEquals(threads > 1, !kernel.phases().isEmpty());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      long bytes = DType.Q8_0.byteSize(x.length);
      MemorySegment to = arena.allocate(bytes, 2);
      kernel.entry().onAny().invoke(from, to);
      return to.toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }
}
