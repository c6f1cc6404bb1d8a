package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.machines.mlir.Texts;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Texts with words left out, doubled, swapped or taken from elsewhere: whatever they are, the
/// model says what is wrong or runs them within its budget, and throws nothing.
class MutationTest {
  private static final int ROUNDS = Integer.getInteger("mutations", 400);
  private static final long BUDGET = 20_000;

  private static String mutated(List<String> words, Random random) {
    List<String> changed = new ArrayList<>(words);
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(changed.size());
      String other = words.get(random.nextInt(words.size()));
      switch (random.nextInt(5)) {
        case 0 -> changed.remove(at);
        case 1 -> changed.add(at, other);
        case 2 -> changed.set(at, other);
        case 3 -> changed.set(at, Integer.toString(random.nextInt(-3, 100)));
        default -> changed.add(at, changed.get(at));
      }
    }
    return String.join("", changed);
  }

  private static List<Argument> arguments(Type.Function type) {
    List<Argument> all = new ArrayList<>();
    for (Type input : type.inputs()) {
      boolean isMemory = input instanceof Type.Tensor || input instanceof Type.MemRef;
      if (isMemory && input instanceof Type.Shaped shaped && shaped.isStatic()) {
        all.add(
            Argument.Elements.of(
                MemorySegment.ofArray(
                    new byte[shaped.count() * Cell.of(shaped.element()).size()])));
      } else {
        all.add(new Argument.Scalar(FloatKind.F32.encode(1)));
      }
    }
    return all;
  }

  private static void run(Program program) {
    for (String name : program.functions()) {
      Type.Function type = program.type(name);
      if (type != null) {
        try {
          program.call(name, arguments(type), BUDGET);
        } catch (IllegalArgumentException refused) {
          // The arguments are not what the mutated function takes.
          assertFalse(String.valueOf(refused.getMessage()).isEmpty());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everything",
        "kernels/softmax",
        "kernels/conv2d",
        "kernels/vec_level",
        "kernels/gpu_wmma",
        "kernels/gpu_rowsum",
        "kernels/par"
      })
  void nothingIsThrown(String name) {
    String text = Texts.of(name + ".mlir");
    List<String> words = Arrays.asList(text.split("(?<=[^\\w%.])|(?=[^\\w%.])", -1));
    for (int seed = 0; seed < ROUNDS; seed++) {
      String mutated = mutated(words, new Random(seed));
      try {
        switch (MlirModel.read(new Source("m.mlir", mutated))) {
          case MlirModel.Outcome.Ready(Program program) -> run(program);
          case MlirModel.Outcome.Refused(List<Diagnostic> why) -> assertFalse(why.isEmpty());
        }
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
        fail("seed " + seed + " of " + name + ": " + thrown + "\n" + mutated, thrown);
      }
    }
  }
}
