package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.passes.Pipeline;
import org.tosc.passes.specialise.Argument;
import org.tosc.passes.specialise.Outcome;
import org.tosc.passes.specialise.Specialise;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

/// Outlined parts of programs, and versions of them held against them on the interpreter.
final class Parts {
  private Parts() {}

  static Module outlined(String name, String text) {
    Compiler.Compilation made =
        Compiler.compile(new Source(name, text), Compiler.Language.PSEUDOCODE, SourceStore.NONE);
    assertFalse(made.hasErrors(), () -> made.diagnostics().toString());
    return Optimizer.run(
            Objects.requireNonNull(made.module()), Pipeline.Options.DEFAULT.upTo("outline"))
        .module();
  }

  static Module sample(String name) throws IOException {
    return outlined(name, Files.readString(Path.of("..", "samples", name)));
  }

  static Argument tensor(long... extents) {
    return new Argument.Tensor(TensorType.of(Scalar.F32, extents));
  }

  /// Makes a version and holds it against the part on arguments drawn by chance.
  static Outcome.Made made(Module module, String symbol, List<Argument> arguments) {
    Function part = Objects.requireNonNull(module.function(symbol));
    Outcome outcome = Specialise.specialise(module, part, arguments);
    Outcome.Made made = assertInstanceOf(Outcome.Made.class, outcome, outcome.toString());
    assertEquals(List.of(), Verifier.verify(made.module()));
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 3; run++) {
      Object[] values = arguments.stream().map(a -> value(a, random)).toArray();
      objects(part, values);
      Object expected = run(module, globals(part, values), symbol, values);
      Object found = run(made.module(), new HashMap<>(), symbol, values);
      assertClose(expected, found, symbol);
    }
    return made;
  }

  private static Map<String, @Nullable Object> globals(Function part, Object[] values) {
    List<String> reads = part.attributes().strings("reads");
    int first = values.length - part.attributes().array("fields").size() - reads.size();
    Map<String, @Nullable Object> globals = new HashMap<>();
    for (int i = 0; i < reads.size(); i++) {
      globals.put(reads.get(i), values[first + i]);
    }
    return globals;
  }

  /// A dict in place of each object of which fields are read.
  private static void objects(Function part, Object[] values) {
    List<String> fields = part.attributes().strings("fields");
    for (int i = 0; i < fields.size(); i++) {
      int dot = fields.get(i).indexOf('.');
      int object = Integer.parseInt(fields.get(i).substring(1, dot));
      DictValue dict = values[object] instanceof DictValue found ? found : new DictValue();
      dict.put(
          Text.of(fields.get(i).substring(dot + 1)), values[values.length - fields.size() + i]);
      values[object] = dict;
    }
  }

  private static @Nullable Object run(
      Module module, Map<String, @Nullable Object> globals, String symbol, Object[] values) {
    Session session = Session.builder().seed(1).engine(Programs.tensors()).build();
    try {
      return session.run(() -> InterpEngine.load(module, globals).call(symbol, values));
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  private static Object value(Argument argument, SplittableRandom random) {
    return switch (argument) {
      case Argument.Tensor(TensorType type) -> {
        long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] numbers = random.doubles(size, 0.1, 1).toArray();
        yield Tensor.ofDoubles(DType.valueOf(type.element().name()), shape, numbers);
      }
      case Argument.Numeric.INT -> random.nextLong(1, 9);
      case Argument.Numeric.REAL -> random.nextDouble();
      case Argument.Numeric.BOOL -> random.nextBoolean();
      case Argument.Constant(var constant) -> Long.valueOf(constant.toString());
      case Argument.Other _ -> ListValue.of(1L, 2L, 3L);
    };
  }

  private static void assertClose(@Nullable Object expected, @Nullable Object found, String what) {
    switch (expected) {
      case Object[] several -> {
        Object[] others = (Object[]) Objects.requireNonNull(found);
        assertEquals(several.length, others.length, what);
        for (int i = 0; i < several.length; i++) {
          assertClose(several[i], others[i], what + " " + i);
        }
      }
      case Tensor t -> {
        Tensor other = assertInstanceOf(Tensor.class, found, what);
        assertEquals(t.dtype(), other.dtype(), what);
        assertEquals(Arrays.toString(t.shape()), Arrays.toString(other.shape()), what);
        double[] left = t.toDoubles();
        double[] right = other.toDoubles();
        for (int i = 0; i < left.length; i++) {
          assertEquals(left[i], right[i], 1e-4 * (1 + Math.abs(left[i])), what + " [" + i + "]");
        }
      }
      case Double d -> {
        Double other = assertInstanceOf(Double.class, found, what);
        assertEquals(d, other, 1e-4 * (1 + Math.abs(d)), what);
      }
      case null, default -> assertEquals(expected, found, what);
    }
  }
}
