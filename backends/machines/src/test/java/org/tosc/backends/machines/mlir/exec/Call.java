package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Calls a function of a text with numbers from a fixed seed.
final class Call {
  private static final long BUDGET = 1L << 32;

  private final Program program;
  private final String name;
  private final List<Argument> arguments = new ArrayList<>();
  private final List<FloatKind> kinds = new ArrayList<>();

  Call(String text, String name) {
    this.program = program(text);
    this.name = name;
  }

  static Program program(String text) {
    return switch (MlirModel.read(new Source("t.mlir", text))) {
      case MlirModel.Outcome.Ready(Program program) -> program;
      case MlirModel.Outcome.Refused(List<Diagnostic> why) ->
          fail(why.getFirst().span() + ": " + why.getFirst().message());
    };
  }

  /// Floats whose sums are not exact, so that another order would show; 37 for integers.
  Call random(int seed) {
    Random random = new Random(seed);
    Type.Function type = program.type(name);
    for (Type input : type == null ? List.<Type>of() : type.inputs()) {
      if (input instanceof Type.Shaped shaped
          && shaped.element() instanceof Type.Floating(FloatKind kind)) {
        double[] values = new double[shaped.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextGaussian();
        }
        elements(kind, values);
      } else {
        number(input instanceof Type.Floating(FloatKind kind) ? kind.encode(1.5) : 37);
      }
    }
    return this;
  }

  Call number(long bits) {
    arguments.add(new Argument.Scalar(bits));
    kinds.add(FloatKind.F64);
    return this;
  }

  Call elements(FloatKind kind, double... values) {
    int size = kind.width() / 8;
    MemorySegment bytes = MemorySegment.ofArray(new byte[values.length * size]);
    for (int i = 0; i < values.length; i++) {
      long pattern = kind.encode(values[i]);
      for (int b = 0; b < size; b++) {
        bytes.set(ValueLayout.JAVA_BYTE, (long) i * size + b, (byte) (pattern >>> (8 * b)));
      }
    }
    arguments.add(Argument.Elements.of(bytes));
    kinds.add(kind);
    return this;
  }

  Program.Outcome outcome() {
    return program.call(name, arguments, BUDGET);
  }

  Program.Outcome.Done run() {
    return switch (outcome()) {
      case Program.Outcome.Done done -> done;
      case Program.Outcome.Stopped(Diagnostic why) -> fail(why.span() + ": " + why.message());
    };
  }

  String stopped() {
    return switch (outcome()) {
      case Program.Outcome.Done done -> fail("it ran");
      case Program.Outcome.Stopped(Diagnostic why) -> why.span().from() + ": " + why.message();
    };
  }

  /// The elements of an argument now.
  double[] values(int position) {
    MemorySegment bytes = ((Argument.Elements) arguments.get(position)).bytes();
    FloatKind kind = kinds.get(position);
    int size = kind.width() / 8;
    double[] values = new double[(int) bytes.byteSize() / size];
    for (int i = 0; i < values.length; i++) {
      long pattern = 0;
      for (int b = size - 1; b >= 0; b--) {
        pattern = pattern << 8 | (bytes.get(ValueLayout.JAVA_BYTE, (long) i * size + b) & 0xFF);
      }
      values[i] = kind.decode(pattern);
    }
    return values;
  }

  /// All bytes of all arguments.
  List<byte[]> memory() {
    List<byte[]> all = new ArrayList<>();
    for (Argument argument : arguments) {
      if (argument instanceof Argument.Elements elements) {
        all.add(elements.bytes().toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return all;
  }
}
